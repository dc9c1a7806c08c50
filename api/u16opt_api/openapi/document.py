"""The description of the API (OpenAPI 3.1), with a worked example of every call."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from u16opt_api.openapi.examples import with_examples
from u16opt_api.openapi.links import with_links
from u16opt_api.openapi.refusals import name_of, refusals
from u16opt_api.openapi.schemas import schemas
from u16opt_api.openapi.words import DESCRIPTION, TAGS
from u16opt_api.settings import Settings
from u16opt_api.version import VERSION

PREFIX = "/v1"
FOREIGN = ("HTTPValidationError", "ValidationError")


def described(app: FastAPI, settings: Settings, keyless: bool = False) -> dict[str, Any]:
    """Return the description of an application: paths from ``/v1`` on, and every refusal 400, never 422.

    Parameters
    ----------
    keyless
        Whether no call needs a key, as on a machine that serves only itself.
    """
    found = get_openapi(
        title="u16opt",
        version=VERSION,
        summary="Voorstellen voor wie welke woning krijgt, bewezen en uitgelegd.",
        description=DESCRIPTION,
        routes=app.routes,
        tags=TAGS,
        servers=[{"url": settings.public_url}],
        contact=_contact(settings),
        license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
    )
    found["paths"] = {
        path.removeprefix(PREFIX): {method: _told(operation, keyless) for method, operation in item.items()}
        for path, item in found["paths"].items()
    }
    components = found.setdefault("components", {})
    own = {name: each for name, each in components.get("schemas", {}).items() if name not in FOREIGN}
    components["schemas"] = own | _within(settings, schemas())
    components["responses"] = refusals()
    return with_examples(found)


def _contact(settings: Settings) -> dict[str, str]:
    return {
        "name": settings.contact_name,
        "url": settings.contact_url,
        "email": settings.contact_email,
    }


def _told(operation: dict[str, Any], keyless: bool) -> dict[str, Any]:
    if keyless:
        operation.pop("security", None)
    answers = operation["responses"].items()
    operation["responses"] = {status: _answer(status, each) for status, each in answers if status != "422"}
    for parameter in operation.get("parameters", ()):
        parameter["schema"] = _given(parameter["schema"])
    return with_links(operation)


def _answer(status: str, answer: dict[str, Any]) -> dict[str, Any]:
    return {"$ref": f"#/components/responses/{name_of(int(status))}"} if int(status) >= 400 else answer


def _given(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a parameter: one that is left out is no null."""
    others = {key: each for key, each in schema.items() if key not in ("anyOf", "title")}
    given = [each for each in schema.get("anyOf", ()) if each != {"type": "null"}]
    return others | (given[0] if given else {})


def _within(settings: Settings, found: dict[str, Any]) -> dict[str, Any]:
    """Say how long a solve and an answer may take here."""
    for name in ("SolveOptionsBody", "AnswerOptionsBody"):
        limit = found[name]["properties"]["timeLimit"]
        limit["maximum"] = min(limit["maximum"], settings.longest_solve)
        limit["default"] = min(limit["default"], settings.longest_solve)
    return found
