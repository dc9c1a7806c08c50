"""One product at a time: a model whose tables hold several is given the rows of one."""

from __future__ import annotations

from dataclasses import replace
from itertools import compress

from u16opt.instance.instance import Instance
from u16opt.instance.nearest import one_of, perhaps
from u16opt.instance.table import Table
from u16opt.model.model import Model
from u16opt.problems import InputError, Problem
from u16opt.texts import Text

TABLES = ("locations", "sites", "demand")
"""Tables whose column ``product`` says which product a row is about."""

_NONE = Text(
    "een product uit locations, sites of demand (deze tabellen zijn leeg)",
    "a product from locations, sites or demand (these tables are empty)",
)


def products_of(instance: Instance) -> tuple[str, ...]:
    """Return the products that the tables speak of."""
    return tuple(sorted({product for table in TABLES for product in instance[table]["product"]}))


def of_product(instance: Instance, model: Model, product: str | None = None) -> Instance:
    """Return the instance as a model sees it: with the rows of one product.

    The hash stays that of the whole instance.

    Parameters
    ----------
    model
        A model without products is given the instance as it is.
    product
        None for the product the instance was already asked for, or else the model's own default.

    Raises
    ------
    InputError
        When no row speaks of the product (those that there are, are named), or the model knows none.
    """
    if model.product is None:
        if product is not None:
            raise InputError([Problem("--product", _no_products(model), value=product)])
        return instance
    wanted, known = product or instance.product or model.product, products_of(instance)
    if wanted not in known:
        expected = perhaps(one_of(known), wanted, known) if known else _NONE
        raise InputError([Problem("--product", expected, value=wanted)])
    tables = {name: _rows_of(instance[name], wanted) for name in TABLES}
    return replace(instance, tables={**instance.tables, **tables}, product=wanted)


def _rows_of(table: Table, product: str) -> Table:
    chosen = [each == product for each in table["product"]]
    columns = {name: tuple(compress(values, chosen)) for name, values in table.columns.items()}
    return Table(table.name, columns)


def _no_products(model: Model) -> Text:
    return Text(
        f"geen product: het model {model.name} kent er geen", f"no product: the model {model.name} knows none"
    )
