"""The Dutch API design rules (NLGov ADR 2.1 and 2.2), on the description and on what is really answered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from support.service import Asked

from u16opt_api.version import VERSION

METHODS = {"get", "put", "post", "delete", "patch"}
SEGMENT = re.compile(r"_?[a-z0-9]+(-[a-z0-9]+)*(\.json)?|\{[a-z][A-Za-z0-9]*\}")
CAMEL = re.compile(r"[a-z][a-z0-9]*([A-Z][a-z0-9]*)*")
PROBES = [
    ("GET", "/v1/openapi.json", None),
    ("GET", "/v1/health/live", None),
    ("GET", "/v1/health/ready", None),
    ("GET", "/v1/bestaat-niet", None),
    ("GET", "/v1/runs", None),
    ("GET", "/v1/runs/geen-uuid", None),
    ("GET", "/v1/runs/", None),
    ("PUT", "/v1/runs", None),
    ("POST", "/v1/solve", {}),
    ("POST", "/v1/solve", {"instance": "geen"}),
    ("POST", "/v1/explain", []),
    ("DELETE", "/v1/runs/geen-uuid", None),
    ("GET", "/docs/../etc/passwd", None),
]


def operations(description: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every call: path, method, and what is told of it."""
    for path, item in description["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


def resolved(description: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """What a reference stands for."""
    while "$ref" in schema:
        found: Any = description
        for key in schema["$ref"].removeprefix("#/").split("/"):
            found = found[key]
        schema = found
    return schema


def test_paths(description: dict[str, Any]) -> None:
    """Tests that paths are in kebab case, end without a slash, name no version and use usual methods."""
    for path, method, _ in operations(description):
        assert not path.endswith("/")
        assert all(SEGMENT.fullmatch(segment) for segment in path.strip("/").split("/")), path
        assert method in METHODS


def test_parameters_and_properties_are_in_camel_case(description: dict[str, Any]) -> None:
    """Tests that query keys, path parameters and properties of JSON are in lower camel case.

    Names of tables and columns are values of this project's own format, whatever they stand in.
    """
    for _, _, operation in operations(description):
        for parameter in operation.get("parameters", []):
            assert parameter["in"] == "header" or CAMEL.fullmatch(parameter["name"]), parameter["name"]
    for name, schema in description["components"]["schemas"].items():
        for prop in schema.get("properties", {}):
            assert CAMEL.fullmatch(prop), f"{name}.{prop}"


def test_answers(description: dict[str, Any]) -> None:
    """Tests that each answer tells its version, each refusal is a problem, and invalid input is 400."""
    for path, _, operation in operations(description):
        if operation.get("parameters") or operation.get("requestBody"):
            assert "400" in operation["responses"], path
        assert "422" not in operation["responses"]
        for status, answer in operation["responses"].items():
            told = resolved(description, answer)
            assert "API-Version" in told["headers"], (path, status)
            if int(status) >= 400:
                assert set(told["content"]) == {"application/problem+json"}
                schema = resolved(description, told["content"]["application/problem+json"]["schema"])
                assert {"type", "title", "status", "detail", "instance"} <= set(schema["properties"])


def test_description_names_who_is_behind_it(description: dict[str, Any]) -> None:
    """Tests that the description is OpenAPI 3, with whom to ask, its version, and https and /v1 as server."""
    assert description["openapi"].startswith("3.1")
    assert set(description["info"]["contact"]) == {"name", "url", "email"}
    assert description["info"]["version"] == VERSION
    assert re.fullmatch(r"\d+\.\d+\.\d+", VERSION)
    assert [re.fullmatch(r"https://.+/v1", each["url"]) is not None for each in description["servers"]] == [
        True
    ]


def test_moments_have_a_format(description: dict[str, Any]) -> None:
    """Tests that every moment in an answer says that it is one."""
    run = description["components"]["schemas"]["RunView"]["properties"]
    for name in ("created", "started", "ended"):
        assert "date-time" in str(run[name])


@pytest.mark.parametrize(("method", "path", "body"), PROBES)
def test_every_answer_carries_what_it_must(service: Asked, method: str, path: str, body: Any) -> None:
    """Tests that whatever is asked, the answer has its version and its safety headers, and no server name."""
    answer = service.client.request(method, path, json=body, follow_redirects=False)
    headers = answer.headers
    assert headers["API-Version"] == VERSION
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cache-Control"] == "no-store"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "max-age" in headers["Strict-Transport-Security"]
    assert "server" not in headers
    if answer.status_code >= 400:
        assert headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == answer.status_code
        assert {"title", "detail", "type", "instance"} <= set(answer.json())


def test_description_is_open_to_other_sites(service: Asked) -> None:
    """Tests that a page on another site may read the description."""
    answer = service.client.get("/v1/openapi.json", headers={"Origin": "https://elders.example"})
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_trailing_slash_is_not_found(service: Asked, description: dict[str, Any]) -> None:
    """Tests that a path with a slash behind it is 404, and leads nowhere else."""
    for path, _, _ in operations(description):
        if "{" not in path:
            answer = service.client.get(f"/v1{path}/", follow_redirects=False)
            assert answer.status_code == 404, path


def test_everything_wrong_is_told_at_once(service: Asked) -> None:
    """Tests that all faults of a request are told together, each with its place."""
    wrong = {"instance": 3, "model": "geen", "options": {"timeLimit": -1, "seed": 0.5}, "teveel": True}
    assert set(service.errors("/v1/solve", wrong)) == {
        "/instance",
        "/model",
        "/options/timeLimit",
        "/options/seed",
        "/teveel",
    }


@pytest.mark.parametrize("path", ["/v1/runs", "/v1/runs/geen", "/v1/solve", "/v1/instances"])
def test_methods(service: Asked, path: str) -> None:
    """Tests that a path answers 405 with all its methods, as to OPTIONS, and answers HEAD as GET."""
    refused, options = service.client.request("PATCH", path), service.client.options(path)
    assert refused.status_code == 405
    assert options.status_code == 204
    assert options.headers["Allow"] == refused.headers["Allow"]
    known = set(refused.headers["Allow"].split(", "))
    assert {"GET", "HEAD"} <= known or known == {"OPTIONS", "POST"}
    if "GET" in known:
        head, got = service.client.head(path), service.client.get(path)
        assert head.status_code == got.status_code
        assert head.headers["content-length"] == str(len(got.content))
        assert head.content == b""
    assert path != "/v1/runs/geen" or "DELETE" in known
    assert path != "/v1/instances" or {"GET", "POST"} <= known
