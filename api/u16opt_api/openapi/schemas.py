"""Schemas of all that is sent and answered, by the name that the description gives them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, TypeAdapter
from pydantic.json_schema import models_json_schema

from u16opt.part import Part
from u16opt_api.bodies.compare import CompareBody
from u16opt_api.bodies.explain import ExplainBody
from u16opt_api.bodies.solve import SolveBody
from u16opt_api.openapi.instance import instance_document
from u16opt_api.views.documents import AnswerView, proposal_schema
from u16opt_api.views.health import HealthView
from u16opt_api.views.instance import InstanceView, UploadView
from u16opt_api.views.model import ModelView, RuleView
from u16opt_api.views.run import RunView

SHAPES = (
    HealthView,
    InstanceView,
    UploadView,
    ModelView,
    RuleView,
    RunView,
    AnswerView,
    SolveBody,
    CompareBody,
)
TEMPLATE = "#/components/schemas/{model}"


class ProblemDocument(Part):
    """A refusal (RFC 9457)."""

    type: str
    title: str
    status: Annotated[int, Field(ge=400, le=599)]
    detail: str
    instance: str
    request_id: str | None = None
    errors: list[dict[str, Any]] = Field(default_factory=list)


def schemas() -> dict[str, Any]:
    """Return the schemas by name, each in the words of JSON Schema that everybody reads alike."""
    shapes: list[tuple[type[BaseModel], Literal["validation"]]]
    shapes = [(shape, "validation") for shape in (*SHAPES, ProblemDocument)]
    found: dict[str, Any] = models_json_schema(shapes, by_alias=True, ref_template=TEMPLATE)[1]["$defs"]
    for name, schema in (("ExplainBody", _explain()), ("Proposal", proposal_schema())):
        found |= schema.pop("$defs", {})
        found[name] = schema
    found["InstanceDocument"] = instance_document()
    return {name: _plain(found[name]) for name in sorted(found)}


def _explain() -> dict[str, Any]:
    return TypeAdapter(ExplainBody).json_schema(by_alias=True, ref_template=TEMPLATE)


def _plain(schema: Any) -> Any:
    """Return a schema without titles, and with names of keys said apart from what stands under them."""
    if isinstance(schema, list):
        return [_plain(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {
        key: {name: _plain(each) for name, each in value.items()} if key == "properties" else _plain(value)
        for key, value in schema.items()
        if not (key == "title" and isinstance(value, str))
    }
    return _named(plain)


def _named(schema: dict[str, Any]) -> dict[str, Any]:
    if len(patterns := schema.get("patternProperties", {})) != 1:
        return schema
    ((pattern, value),) = patterns.items()
    others = {key: each for key, each in schema.items() if key != "patternProperties"}
    names = {"pattern": pattern, **others.get("propertyNames", {})}
    return {**others, "propertyNames": names, "additionalProperties": value}
