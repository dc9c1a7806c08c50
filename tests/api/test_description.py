"""The description of the API: complete, true, and with a worked example of every call."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema_rs import Draft202012Validator, meta
from support.service import Asked, asking
from support.worked_examples import made

from u16opt.store.keys import make_key
from u16opt.store.opening import opened
from u16opt_api.openapi.examples import worked

UNSTABLE = {"versions", "progress", "proposal", "seconds", "attempts"}
SENT = "requestBody"


def operations(description: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every call by its name."""
    for item in description["paths"].values():
        for operation in item.values():
            yield operation["operationId"], operation


def validator(description: dict[str, Any], schema: dict[str, Any]) -> Draft202012Validator:
    """What tells whether something is as a schema of the description says."""
    return Draft202012Validator({**schema, "components": description["components"]})


def test_every_call_of_the_contract_is_there(description: dict[str, Any]) -> None:
    """Tests that the calls of the contract are described, and nothing that nobody agreed on."""
    found = {f"{method} {path}" for path, item in description["paths"].items() for method in item}
    assert found == {
        "get /health/live",
        "get /health/ready",
        "get /openapi.json",
        "get /instances",
        "post /instances",
        "get /instances/{instanceId}",
        "post /solve",
        "post /explain",
        "post /compare",
        "get /runs",
        "get /runs/{runId}",
        "delete /runs/{runId}",
        "post /runs/{runId}/cancel",
        "get /runs/{runId}/events",
        "get /runs/{runId}/proposal",
        "get /runs/{runId}/answer",
        "get /models",
        "get /rules",
    }


def test_every_call_has_worked_examples(description: dict[str, Any]) -> None:
    """Tests that each call shows what is sent and what is answered, and that both are as the schemas say."""
    for name, operation in operations(description):
        if SENT in operation:
            content = next(iter(operation[SENT]["content"].values()))
            check = validator(description, content["schema"])
            assert content["examples"], name
            for example in content["examples"].values():
                assert list(check.iter_errors(example["value"])) == [], name
        answered = [each for status, each in operation["responses"].items() if status < "300"]
        shown = [each for each in answered if "content" in each]
        assert any("example" in next(iter(each["content"].values())) for each in shown) or not shown, name
        for each in shown:
            media, first = next(iter(each["content"].items()))
            # A stream is shown as it is sent; its schema is that of one event.
            if "example" in first and media != "text/event-stream":
                errors = list(validator(description, first["schema"]).iter_errors(first["example"]))
                assert errors == [], name


def test_every_question_has_an_example(description: dict[str, Any]) -> None:
    """Tests that each question of explain is shown once."""
    content = description["paths"]["/explain"]["post"][SENT]["content"]["application/json"]
    asked = {example["value"]["question"] for example in content["examples"].values()}
    choices = description["components"]["schemas"]["ExplainBody"]["discriminator"]["mapping"]
    assert asked == set(choices)
    assert len(asked) == 10


def test_every_reference_leads_somewhere(description: dict[str, Any]) -> None:
    """Tests that no reference of the description is broken, and that every schema is sound."""
    for reference in re.findall(r'"\$ref": "#/([^"]+)"', json.dumps(description)):
        found: Any = description
        for key in reference.split("/"):
            found = found[key]
    for schema in description["components"]["schemas"].values():
        meta.validate(schema)


def test_every_call_says_who_may(tmp_path: Path) -> None:
    """Tests that where keys are needed each call but the open ones says so, and can be refused for it."""
    store = opened(str(tmp_path / "u16opt.db"))
    make_key(store, "somebody", ("read",))
    store.close()
    with asking(tmp_path, workers=0) as service:
        description = service.client.get("/v1/openapi.json").json()
    for name, operation in operations(description):
        is_open = name in ("getLive", "getReady", "getDescription")
        assert ("security" in operation) != is_open, name
        assert ({"401", "403"} <= set(operation["responses"])) != is_open, name


def test_without_keys_no_call_says_it_needs_one(description: dict[str, Any]) -> None:
    """Tests that a service that serves this machine alone does not ask for keys in its description."""
    assert not any("security" in operation for _, operation in operations(description))


def test_the_time_limit_is_that_of_the_service(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Tests that the description and the refusal name the longest solve that the service allows."""
    with asking(tmp_path_factory.mktemp("short"), longest_solve=30, workers=0) as service:
        schemas = service.client.get("/v1/openapi.json").json()["components"]["schemas"]
        for name in ("SolveOptionsBody", "AnswerOptionsBody"):
            limit = schemas[name]["properties"]["timeLimit"]
            assert (limit["maximum"], limit["default"]) == (30, 30)
        options = {"options": {"timeLimit": 31}}
        solve, question = {"instance": "geen", **options}, {"run": "geen", "question": "why", **options}
        for path, asked in (("/v1/solve", solve), ("/v1/explain", question)):
            assert "30" in service.errors(path, asked)["/options/timeLimit"]
        run = service.client.post("/v1/solve", json={"instance": service.upload()}).json()
        assert run["request"]["options"]["timeLimit"] == 30


def test_examples_are_what_the_service_answers(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Tests that the examples that are shown are what is answered today."""
    with asking(tmp_path_factory.mktemp("examples")) as service:
        found = made(service)
    shown = {
        f"{call}.{what}.{'txt' if isinstance(each, str) else 'json'}": each
        for call, examples in worked().items()
        for what, each in examples.items()
    }
    assert set(shown) == set(found)
    for name, text in found.items():
        if name.endswith(".json"):
            assert steady(json.loads(text)) == steady(shown[name]), name


def steady(content: Any) -> Any:
    """A document without what differs from machine to machine."""
    if isinstance(content, dict):
        return {key: steady(each) for key, each in content.items() if key not in UNSTABLE}
    return [steady(each) for each in content] if isinstance(content, list) else content


def test_the_description_of_another_service(service: Asked) -> None:
    """Tests that the description is the same whenever it is asked, and known by its tag."""
    first, again = (service.client.get("/v1/openapi.json") for _ in range(2))
    assert first.content == again.content
    tag = {"If-None-Match": first.headers["etag"]}
    assert service.client.get("/v1/openapi.json", headers=tag).status_code == 304
