"""What routes need, by type."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from fastapi import Depends, Header, Path, Query, Request
from pydantic import ConfigDict, Field, TypeAdapter

from u16opt.running.aside import Aside as Apart
from u16opt.running.worker import Worker
from u16opt.store.database import Database
from u16opt.store.paging import Paging
from u16opt.store.records import Kind, State
from u16opt.texts import Language
from u16opt_api.bodies.fields import Sent
from u16opt_api.bodies.reading import read_json
from u16opt_api.following import Following as Follower
from u16opt_api.languages import language_of
from u16opt_api.settings import Settings as Set

LARGEST = 2**31 - 1


async def _store(request: Request) -> Database:
    store: Database = request.app.state.store
    return store


async def _settings(request: Request) -> Set:
    settings: Set = request.app.state.settings
    return settings


async def _following(request: Request) -> Follower:
    following: Follower = request.app.state.following
    return following


async def _aside(request: Request) -> Apart:
    aside: Apart = request.app.state.aside
    return aside


async def _nudge(request: Request) -> Callable[[], None]:
    worker: Worker | None = request.app.state.worker
    return _nobody if worker is None else worker.nudge


def _nobody() -> None:
    return None


async def _language(request: Request) -> Language:
    return language_of(request.headers)


Store = Annotated[Database, Depends(_store)]
Settings = Annotated[Set, Depends(_settings)]
Following = Annotated[Follower, Depends(_following)]
Aside = Annotated[Apart, Depends(_aside)]
Nudge = Annotated[Callable[[], None], Depends(_nudge)]
"""Tells the workers of this server that there is work, so that they need not look first."""

Speaks = Annotated[Language, Depends(_language)]
"""Language of who asks."""


def sent(shape: Any, common: type[Sent] | None = None) -> Callable[[Request], Awaitable[Any]]:
    """Return what reads a body of a shape, after it is known who asks.

    Parameters
    ----------
    common
        What all shapes of a choice of shapes have in common; None when there is no choice.
    """
    adapter: TypeAdapter[Any] = TypeAdapter(shape)

    async def read(request: Request) -> Any:
        return await read_json(request, adapter, common)

    return read


class Nothing(Sent):
    """Query of a call that knows no query: whatever stands there is a mistake."""


class PageQuery(Sent):
    """Which page of a list.

    Parameters
    ----------
    after, before
        Number of an item, out of a link of an earlier page.
    """

    model_config = ConfigDict(strict=False)

    page_size: Annotated[int | None, Field(ge=1, le=200, description="Items op een pagina.")] = None
    after: Annotated[
        int | None, Field(ge=0, le=LARGEST, description="Alleen wat ouder is; neem deze uit de link next.")
    ] = None
    before: Annotated[
        int | None, Field(ge=0, le=LARGEST, description="Alleen wat nieuwer is; neem deze uit de link prev.")
    ] = None

    def paging(self, usual: int) -> Paging:
        """Return the page that is asked for; `usual`: its size when no size is."""
        return Paging(self.after, self.page_size or usual, self.before)


class RunsQuery(PageQuery):
    """Which runs."""

    state: Annotated[State | None, Field(description="Alleen in deze staat.")] = None
    kind: Annotated[Kind | None, Field(description="Alleen van deze soort.")] = None


class ProposalQuery(Sent):
    """How a proposal is shown, in a form other than JSON."""

    model_config = ConfigDict(strict=False)

    internal: Annotated[
        bool,
        Field(description="Ook rijen over mensen en kleine aantallen: een groep van één is een mens."),
    ] = False
    lang: Annotated[
        Language | None, Field(description="Taal van de vorm; anders die van Accept-Language.")
    ] = None


RunId = Annotated[str, Path(alias="runId", description="Id van een berekening.")]
InstanceId = Annotated[str, Path(alias="instanceId", description="Id van een instantie.")]
NoQuery = Annotated[Nothing, Query()]
Pages = Annotated[PageQuery, Query()]
Runs = Annotated[RunsQuery, Query()]
Shown = Annotated[ProposalQuery, Query()]

Prefer = Annotated[
    str | None,
    Header(description="wait=N: wacht hoogstens N seconden (60) op het eind; respond-async: wacht niet."),
]
"""A preference is left alone when it cannot be read: it never makes a request wrong."""

LastEvent = Annotated[
    str | None,
    Header(alias="Last-Event-ID", description="Volgnummer van het laatste dat al is gezien."),
]
