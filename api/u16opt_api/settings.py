"""How the service is set up: ``U16OPT_...`` in the environment, or options of ``u16opt serve``."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError, PydanticKnownError
from pydantic_settings import SettingsConfigDict

from u16opt.running.options import LEAST_MEMORY, MEMORY
from u16opt.store.database import DEFAULT
from u16opt_api.security.settings import SecuritySettings

LOOPBACK = ("127.0.0.1", "::1", "localhost")


def _public(url: str) -> str:
    if not re.fullmatch(r"https://.+/v1", url):
        raise PydanticCustomError("public_url", "must begin with https:// and end in /v1")
    return url


def _enough(memory: float) -> float:
    """Refuse a limit in which no calculation can begin."""
    if 0 < memory < LEAST_MEMORY:
        raise PydanticKnownError("greater_than_equal", {"ge": LEAST_MEMORY})
    return memory


class Settings(SecuritySettings):
    """Settings of the service; each can be given as an environment variable ``U16OPT_NAME``.

    Parameters
    ----------
    store
        URL of the store, or path of an SQLite file.
    host, port
        Where it listens.
    public_url
        Address under which others reach it, ending in ``/v1``; it stands in the API's description.
    contact_name, contact_url, contact_email
        Whom to ask about it; they stand in the API's description.
    workers
        Solves that this server works on at once; 0 when ``u16opt worker`` does all the work.
    answers
        Answers that this server works on at once, comparisons as well; they never wait for a solve.
    memory_limit
        Gigabytes that one calculation may use, at least 0.5; 0 for no limit.
    queue
        So many runs may wait; a next one is refused until there is room.
    longest_solve
        Seconds that a request, a question too, may ask for as time limit.
    patience
        Seconds that a question waits for its answer when the request names no number.
    page_size
        Items on a page of a list when the request names no number.
    """

    model_config = SettingsConfigDict(env_prefix="U16OPT_", frozen=True, extra="ignore")

    store: str = DEFAULT
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65_535)] = 8000
    public_url: Annotated[str, AfterValidator(_public)] = "https://u16opt.example/v1"
    contact_name: str = "Team u16opt"
    contact_url: str = "https://u16opt.example/contact"
    contact_email: str = "u16opt@u16opt.example"
    workers: Annotated[int, Field(ge=0, le=64)] = 1
    answers: Annotated[int, Field(ge=1, le=64)] = 1
    memory_limit: Annotated[float, Field(ge=0, allow_inf_nan=False), AfterValidator(_enough)] = MEMORY
    queue: Annotated[int, Field(ge=1)] = 100
    longest_solve: Annotated[float, Field(gt=0)] = 3600.0
    patience: Annotated[float, Field(ge=0, le=60)] = 20.0
    page_size: Annotated[int, Field(ge=1, le=200)] = 50
