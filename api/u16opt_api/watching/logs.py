"""The log: a line of JSON for everything that happens, on standard error; on a terminal a line to read."""

from __future__ import annotations

import logging
import sys
from typing import Any

import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, Processor

from u16opt_api.watching.faults import told

OWN = "u16opt"
"""Loggers of this name are ours; of others only the first line of a message is kept."""


def logger(name: str) -> structlog.stdlib.BoundLogger:
    """Return a logger of ours; it writes nothing until logging is set up.

    Parameters
    ----------
    name
        What it is about; it is put under ``u16opt``.
    """
    wrapped: structlog.stdlib.BoundLogger = structlog.wrap_logger(
        logging.getLogger(f"{OWN}.{name}"),
        processors=[*_shared(), ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    return wrapped


def logging_setup(pretty: bool) -> dict[str, Any]:
    """Return how to log, for `logging.config.dictConfig` and for the web server.

    Parameters
    ----------
    pretty
        For a person at a terminal; else a line of JSON each.
    """
    renderer: Processor = structlog.dev.ConsoleRenderer() if pretty else structlog.processors.JSONRenderer()
    formatter = {
        "()": ProcessorFormatter,
        "processors": [ProcessorFormatter.remove_processors_meta, renderer],
        "foreign_pre_chain": [*_shared(), _first_line],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": formatter},
        "handlers": {"errors": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"level": "WARNING", "handlers": ["errors"]},
        "loggers": {
            OWN: {"level": "INFO"},
            "uvicorn": {"level": "INFO"},
            "uvicorn.access": {"level": "CRITICAL"},
        },
    }


def _shared() -> list[Processor]:
    return [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        _faults,
    ]


def _faults(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Put in place of an exception what may be told of it."""
    given = event.pop("exc_info", None)
    event.pop("stack_info", None)
    fault = given[1] if isinstance(given, tuple) else sys.exception() if given is True else given
    if isinstance(fault, BaseException):
        event["fault"] = told(fault)
    return event


def _first_line(_logger: Any, _method: str, event: EventDict) -> EventDict:
    event["event"] = next(iter(str(event.get("event", "")).splitlines()), "")
    return event
