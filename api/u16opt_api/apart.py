"""Short work that would hold up everybody else, done in a process beside this one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from u16opt.running.aside import Aside, AsideError
from u16opt.texts import Text
from u16opt_api.problems import Refused

Given = ParamSpec("Given")
Made = TypeVar("Made")


async def apart(
    aside: Aside, work: Callable[Given, Made], *arguments: Given.args, **named: Given.kwargs
) -> Made:
    """Return what a function of the core gives, worked out in another process.

    Raises
    ------
    Refused
        When that was too much, or took too long (503).
    """
    try:
        return await asyncio.wrap_future(aside.run(work, *arguments, **named))
    except AsideError as fault:
        said = fault.text
        detail = Text(f"{said.nl[:1].upper()}{said.nl[1:]}.", f"{said.en[:1].upper()}{said.en[1:]}.")
        raise Refused(503, detail, headers={"Retry-After": "10"}) from None
