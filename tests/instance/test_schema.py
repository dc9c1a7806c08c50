"""The tables and columns of the contract: other people's files rely on every name."""

import pytest

from u16opt.instance.presence import MODELS, models_of
from u16opt.instance.schema import TABLES

COLUMNS = {
    "municipalities": "code* name region* inhabitants homes social_homes latitude longitude",
    "neighbourhoods": (
        "code* municipality* name inhabitants homes latitude longitude draagkracht location_load"
    ),
    "contingents": "municipality* period* lettings*",
    "supply": "lot* neighbourhood* period* kind* form homes* complex_homes owner",
    "client_groups": (
        "group* clients* origin* network kinds* first_period priority excluded support existing pin"
    ),
    "placed": "group* lot* clients*",
    "support": "product* rate* periods*",
    "budgets": "municipality* period* historic objective amount model",
    "locations": "location* neighbourhood* product* places* place_cost* closable",
    "sites": (
        "site* neighbourhood* product* min_places* max_places* module opening_cost* place_cost* first_period"
    ),
    "demand": "municipality* period* product* clients*",
    "recalibration": "municipality* current* basis* minimum maximum",
    "distances": "origin* destination* km*",
    "previous": "group* lot* clients*",
    "provenance": "table* column* status* source licence year note",
}


def test_the_contract_has_these_tables() -> None:
    """Tests that the tables are those of the contract, no more and no fewer."""
    assert list(TABLES) == list(COLUMNS)


@pytest.mark.parametrize("table", COLUMNS)
def test_the_contract_has_these_columns(table: str) -> None:
    """Tests that names, order and necessity (`*`) of the columns are those of the contract."""
    columns = TABLES[table].columns
    assert " ".join(each.name + "*" * each.required for each in columns) == COLUMNS[table]


@pytest.mark.parametrize("table", COLUMNS)
def test_keys_and_references_exist(table: str) -> None:
    """Tests that keys and copied columns are columns, and that references go to tables named by one code."""
    definition = TABLES[table]
    assert set(definition.key) <= set(definition.names)
    for column in definition.columns:
        assert column.copies is None or definition[column.copies].required
        assert all(len(TABLES[other].key) == 1 for other in column.refers)


def test_models_ask_for_tables_of_the_contract() -> None:
    """Tests that every table a model needs exists, and that its own tables tell it from the others."""
    for name, model in MODELS.items():
        assert {*model.distinctive, *model.needed} <= TABLES.keys()
        assert models_of(model.distinctive) == (name,)
    assert models_of(["municipalities", "neighbourhoods", "budgets"]) == ()
