"""``/v1/models`` and ``/v1/rules``: what can be solved, and by which rules."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from u16opt_api.conditional import document, tagged
from u16opt_api.dependencies import NoQuery
from u16opt_api.openapi.operation import operation
from u16opt_api.security.scopes import Reads
from u16opt_api.views.model import ModelView, RuleView, model_views, rule_views

router = APIRouter(prefix="/v1", tags=["models"])


@router.get(
    "/models",
    **operation(
        "listModels",
        "Welke modellen zijn er?",
        "Elk geïnstalleerd model met zijn doelen, regels en tabellen.",
        {200: list[ModelView]},
        headers={200: ("ETag",)},
    ),
)
def models(request: Request, _asker: Reads, _query: NoQuery) -> Response:
    """Answer with every installed model."""
    return tagged(request, document(model_views()))


@router.get(
    "/rules",
    **operation(
        "listRules",
        "Welke regels zijn er?",
        "Elke regel van elk model: titel, eenheid, bron en de standen waarin een beleid haar kan zetten.",
        {200: list[RuleView]},
        headers={200: ("ETag",)},
    ),
)
def rules(request: Request, _asker: Reads, _query: NoQuery) -> Response:
    """Answer with every rule of every installed model."""
    return tagged(request, document(rule_views()))
