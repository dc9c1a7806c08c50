"""One product at a time, for a model whose tables hold several."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from support.complete import FILES, write
from support.hamlet import hamlet_case

from u16opt.checkup import checkup
from u16opt.instance.instance import Instance
from u16opt.instance.read import read
from u16opt.model.model import Model
from u16opt.policy import Policy
from u16opt.problems import InputError, Problem
from u16opt.products import of_product, products_of
from u16opt.question import Question
from u16opt.report.summary import summary
from u16opt.solving import solve
from u16opt.verification import verify
from u16opt_models.allocation import MODEL

PRODUCED = replace(MODEL, product="BV")
"""A model that knows products; which rows it reads does not matter here."""


@pytest.fixture
def instance(tmp_path: Path) -> Instance:
    """Return an instance with locations of two products, a site of one, and demand for a third."""
    return read(
        write(
            tmp_path / "complete",
            locations=FILES["locations.csv"] + "f2,A1,BT,3,100,0\n",
            demand=FILES["demand.csv"] + "A,2025,BW,2\nB,2024,BT,1\n",
        )
    )


@pytest.fixture
def hamlet(tmp_path: Path) -> Instance:
    """Return an instance that can be solved, with two products."""
    demand = [
        {"municipality": "GM1", "period": 2024, "product": product, "clients": 2} for product in ("BT", "BV")
    ]
    places = {
        "locations": [
            {"location": "f", "neighbourhood": "W1", "product": "BV", "places": 2, "place_cost": 1}
        ],
        "sites": [
            {
                "site": "s",
                "neighbourhood": "W1",
                "product": "BT",
                "min_places": 1,
                "max_places": 2,
                "opening_cost": 1,
                "place_cost": 1,
            }
        ],
    }
    return read(hamlet_case(demand=demand, **places).write(tmp_path / "hamlet"))


def refused(instance: Instance, model: Model, product: str | None) -> Problem:
    """Return why a product cannot be looked at."""
    with pytest.raises(InputError) as caught:
        of_product(instance, model, product)
    (problem,) = caught.value.problems
    assert problem.file == "--product"
    return problem


def test_all_products(instance: Instance) -> None:
    """Tests that the products of an instance are those of all its tables of places and demand."""
    assert products_of(instance) == ("BT", "BV", "BW")


@pytest.mark.parametrize(
    ("product", "numbers"), [(None, (1, 1, 1)), ("BV", (1, 1, 1)), ("BT", (1, 0, 1)), ("BW", (0, 0, 1))]
)
def test_only_its_rows(instance: Instance, product: str | None, numbers: tuple[int, ...]) -> None:
    """Tests that a model sees the rows of one product, and all else as it is: tables, hash, settings."""
    found = of_product(instance, PRODUCED, product)
    wanted = product or "BV"
    assert found.product == wanted
    assert tuple(len(found[table]) for table in ("locations", "sites", "demand")) == numbers
    assert all(set(found[table]["product"]) <= {wanted} for table in ("locations", "sites", "demand"))
    assert found["support"] == instance["support"]
    assert (found.hash, found.settings) == (instance.hash, instance.settings)
    assert found.periods == instance.periods


def test_asked_for_once(instance: Instance) -> None:
    """Tests that an instance that was asked for a product stays with it."""
    once = of_product(instance, PRODUCED, "BT")
    assert of_product(once, PRODUCED) == once
    assert refused(once, PRODUCED, "BW").expected.en.startswith("one of: BT")


def test_an_unknown_product(instance: Instance) -> None:
    """Tests that a product nobody speaks of is an error that names those there are."""
    problem = refused(instance, PRODUCED, "BX")
    assert problem.value == "BX"
    assert problem.expected.en.startswith("one of: BT, BV, BW")


def test_the_default_must_be_there(tmp_path: Path) -> None:
    """Tests that a model's own product must be in the tables, even when there is only one other."""
    tables = {name: FILES[f"{name}.csv"].replace(",BV,", ",BT,") for name in ("locations", "sites", "demand")}
    only = read(write(tmp_path, **tables))
    problem = refused(only, PRODUCED, None)
    assert (problem.value, "one of: BT" in problem.expected.en) == ("BV", True)
    assert of_product(only, PRODUCED, "BT").product == "BT"


def test_no_products_at_all(tmp_path: Path) -> None:
    """Tests that empty tables are named when a product is asked of them."""
    tables = {
        name: FILES[f"{name}.csv"].partition("\n")[0] + "\n" for name in ("locations", "sites", "demand")
    }
    assert "these tables are empty" in refused(read(write(tmp_path, **tables)), PRODUCED, None).expected.en


def test_a_model_without_products(instance: Instance) -> None:
    """Tests that a model that knows no products is given everything, and refuses to be asked for one."""
    assert of_product(instance, MODEL) is instance
    assert "allocation knows none" in refused(instance, MODEL, "BV").expected.en
    with pytest.raises(InputError):
        solve(instance, MODEL, product="BV")


@pytest.mark.parametrize("product", [None, "BT"])
def test_a_proposal_is_about_one(hamlet: Instance, product: str | None) -> None:
    """Tests that a proposal names its product, and is recomputed and reported for that one."""
    proposal = solve(hamlet, PRODUCED, product=product)
    assert proposal.product == (product or "BV")
    assert proposal.instance_hash == hamlet.hash
    content = json.loads(proposal.as_json())
    assert verify(hamlet, content, PRODUCED) == ()
    facts = {label.nl: text.nl for label, text in summary(hamlet, PRODUCED, proposal).facts}
    assert facts["Product"] == proposal.product


@pytest.mark.parametrize("said", ["BW", None, ""])
def test_a_proposal_about_another(hamlet: Instance, said: str | None) -> None:
    """Tests that a proposal that names a product nobody speaks of, or none, is refused for it."""
    content = json.loads(solve(hamlet, PRODUCED).as_json()) | {"product": said}
    assert "product" in [name for name, _ in verify(hamlet, content, PRODUCED)]


def test_a_proposal_without_products(hamlet: Instance) -> None:
    """Tests that a product in a proposal of a model that knows none is refused."""
    content = json.loads(solve(hamlet, MODEL).as_json())
    assert content["product"] is None
    assert [name for name, _ in verify(hamlet, content | {"product": "BV"}, MODEL)] == ["product"]


def seen(instance: Instance, _policy: Policy) -> list[Problem]:
    """Return a fault that says which rows of demand a model was given."""
    from u16opt.texts import Text

    rows = ", ".join(instance["demand"]["product"])
    return [Problem("demand.csv", Text(rows, rows), value=instance.product)]


def test_a_check_up_looks_at_each(
    instance: Instance, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Tests that a check-up judges every product by itself, or the one that is asked for."""
    model = replace(PRODUCED, validate=seen)
    monkeypatch.setattr("u16opt.model.registry.model", lambda _name: model)
    path = tmp_path / "complete"
    assert instance.product is None
    everything = [each.value for each in checkup(path, "any")[1] if each.file == "demand.csv"]
    assert everything == ["BT", "BV", "BW"]
    one = [each for each in checkup(path, "any", product="BW")[1] if each.file == "demand.csv"]
    assert [(each.value, each.expected.en) for each in one] == [("BW", "BW")]
    assert "--product" in [each.file for each in checkup(path, "any", product="BX")[1]]
    assert Question((model,), True).concerned(instance) == (model,)
