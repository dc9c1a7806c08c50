"""Proposals of `herijking` that were altered are refused under the right name."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from support.recalibration.valley import VALLEY

from u16opt.instance.instance import Instance
from u16opt.solving import solve
from u16opt.verification import verify

Content = dict[str, Any]


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    """Return the valley."""
    return VALLEY.instance(tmp_path_factory.mktemp("valley"))


@pytest.fixture(scope="module")
def right(instance: Instance) -> Content:
    """Return its proposal as parsed JSON."""
    content: Content = json.loads(solve(instance, "herijking").as_json())
    return content


def move(one: int, other: int) -> Callable[[Content], Any]:
    """Return what moves a letting between two rows."""

    def spoil(proposal: Content) -> None:
        proposal["contingents"][one]["lettings"] -= 1
        proposal["contingents"][other]["lettings"] += 1

    return spoil


SPOILT: dict[str, tuple[Callable[[Content], Any], str]] = {
    "a letting given away": (lambda found: found["contingents"][0].update(lettings=2), "total"),
    "a letting moved to another group": (move(0, 3), "total"),
    "a letting above the maximum": (move(1, 0), "maximum"),
    "a letting below the minimum": (move(4, 3), "minimum"),
    "more change than agreed": (lambda found: found["contingents"][3].update(lettings=6), "max_change"),
    "a less proportional division": (move(0, 1), "disproportion"),
    "a goal too low": (lambda found: found["goals"][0].update(value=2.0, bound=2.0), "disproportion"),
    "another current number": (lambda found: found["contingents"][0].update(current=6), "current"),
    "another quota": (lambda found: found["contingents"][0].update(quota=5.0), "quota"),
    "a bound that does not bind": (
        lambda found: found["contingents"][1].update(binding="minimum"),
        "binding",
    ),
    "a bound left out": (lambda found: found["contingents"][0].update(binding=""), "binding"),
    "a municipality left out": (lambda found: found["contingents"].pop(), "municipality"),
    "another hash": (lambda found: found.update(instanceHash="0" * 64), "instanceHash"),
    "a product": (lambda found: found.update(product="BV"), "product"),
    "another policy": (lambda found: found["policy"]["rules"]["minimum"].update(mode="off"), "policy"),
}


def test_accepted(instance: Instance, right: Content) -> None:
    """Tests that a right proposal is accepted, as an object and as parsed JSON."""
    assert verify(instance, right) == ()
    assert verify(instance, solve(instance, "herijking")) == ()


@pytest.mark.parametrize(("spoil", "name"), SPOILT.values(), ids=SPOILT.keys())
def test_refused(instance: Instance, right: Content, spoil: Callable[[Content], Any], name: str) -> None:
    """Tests that a proposal that was altered is refused, and what was altered is named."""
    proposal = copy.deepcopy(right)
    spoil(proposal)
    assert name in {found.partition(".")[0] for found, _ in verify(instance, proposal)}
