"""``POST /v1/solve``: what is to be solved, and how."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from u16opt.running.request import SolveRequest
from u16opt.solving import DEFAULT_TIME_LIMIT
from u16opt_api.bodies.changes import Changes
from u16opt_api.bodies.fields import Amount, Code, Id, ModelName, Seconds, Seed, Sent

GAP = "Relatieve afwijking waarbij het zoeken stopt; 0: pas stoppen als bewezen is dat het niet beter kan."


class SolveOptionsBody(Sent):
    """How to solve."""

    time_limit: Annotated[Seconds, Field(description="Rekentijd in seconden.")] = DEFAULT_TIME_LIMIT
    gap: Annotated[Amount, Field(description=GAP)] = 0.0
    seed: Annotated[Seed, Field(description="Startgetal van de loting tussen gelijkwaardige keuzes.")] = 0


class SolveBody(Sent):
    """A solve of an instance."""

    instance: Id
    model: Annotated[ModelName, Field(description="Het model.")] = "allocation"
    product: Annotated[Code | None, Field(description="Voor een model met verscheidene producten.")] = None
    scenario: Annotated[Code | None, Field(description="Naam van een scenario van de instantie.")] = None
    changes: Annotated[Changes, Field(description="Wijzigingen na het scenario, op volgorde.")] = ()
    options: SolveOptionsBody = SolveOptionsBody()

    def asked(self) -> SolveRequest:
        """Return what is asked, as a run keeps it."""
        return SolveRequest.model_validate(self.model_dump(exclude_none=True))
