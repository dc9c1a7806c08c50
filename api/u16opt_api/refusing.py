"""What goes wrong in a route, turned into a problem that says no more than people may know."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from u16opt.problems import InputError
from u16opt.store.faults import StoreError
from u16opt.store.runs import KeyUsed, QueueFull
from u16opt.store.signs import Kind
from u16opt.texts import Text
from u16opt_api.bodies.reading import INVALID, fault_of, invalid
from u16opt_api.methods import allowed
from u16opt_api.pointing import InputFault
from u16opt_api.problems import Refused, problem_response
from u16opt_api.wordings import at_places

NOT_FOUND = Text("Dit bestaat hier niet.", "There is no such thing here.")
METHOD = Text(
    "Deze methode kan hier niet; wel: {allowed}.", "This method is not possible here; these are: {allowed}."
)
OTHER = Text("Dit verzoek kan niet worden uitgevoerd.", "This request cannot be carried out.")
BUSY = Text("De opslag is even bezet; probeer het zo opnieuw.", "The store is busy; try again in a moment.")
AWAY = Text("De opslag is nu niet bereikbaar.", "The store cannot be reached now.")
FULL = Text(
    "De schijf van de opslag is vol; er is niets half geschreven.",
    "The disk of the store is full; nothing is half written.",
)
BROKEN = Text(
    "De opslag kan niet worden gebruikt; waarschuw de beheerder.",
    "The store cannot be used; tell whoever runs the service.",
)
KEY_USED = Text(
    "Deze Idempotency-Key is al gebruikt om iets anders te vragen.",
    "This Idempotency-Key was used before, to ask something else.",
)
QUEUE = Text(
    "Er wachten al {queued} berekeningen; probeer het later opnieuw.",
    "There are {queued} runs waiting; try again later.",
)

STORE: Mapping[Kind, tuple[int, Text, Mapping[str, str]]] = {
    "locked": (503, BUSY, {"Retry-After": "2"}),
    "unreachable": (503, AWAY, {"Retry-After": "10"}),
    "full": (507, FULL, {}),
    "unwritable": (503, BROKEN, {}),
    "damaged": (503, BROKEN, {}),
    "version": (503, BROKEN, {}),
}
"""Status, words and headers by what is wrong with the store; never where it is."""


def refuse_in_words(app: FastAPI) -> None:
    """Have an application answer with a problem whatever goes wrong in its routes."""
    for kind, answer in (
        (Refused, _refused),
        (RequestValidationError, _invalid),
        (HTTPException, _http),
        (InputError, _input),
        (StoreError, _store),
        (KeyUsed, _key_used),
        (QueueFull, _queue_full),
    ):
        app.add_exception_handler(kind, answer)


async def _refused(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, Refused)
    return problem_response(request, fault)


async def _invalid(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, RequestValidationError)
    faults = [fault_of(error, str(error["loc"][0]), 1) for error in fault.errors()]
    return problem_response(request, invalid(faults))


async def _http(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, HTTPException)
    headers, detail = dict(fault.headers or {}), OTHER
    if fault.status_code == 404:
        detail = NOT_FOUND
    if fault.status_code == 405:
        names = ", ".join(allowed(request))
        headers |= {"Allow": names}
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=headers)
        detail = Text(METHOD.nl.format(allowed=names), METHOD.en.format(allowed=names))
    return problem_response(request, Refused(fault.status_code, detail, headers=headers))


async def _input(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, InputError)
    return problem_response(request, of_input(fault))


def of_input(fault: InputError, within: tuple[str, ...] = ()) -> Refused:
    """Return the refusal that tells all that is wrong with an input, as `u16opt check` tells it."""
    wrong = [each for each in fault.problems if each.level == "error"]
    return Refused(400, at_places(INVALID, len(wrong)), [InputFault(each, within) for each in fault.problems])


async def _store(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, StoreError)
    return problem_response(request, of_store(fault))


def of_store(fault: StoreError) -> Refused:
    """Return the refusal when the store cannot do its work; it does not say where the store is."""
    status, detail, headers = STORE[fault.kind]
    return Refused(status, detail, headers=headers)


async def _key_used(request: Request, _fault: Exception) -> Response:
    return problem_response(request, Refused(409, KEY_USED))


async def _queue_full(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, QueueFull)
    detail = Text(QUEUE.nl.format(queued=fault.queued), QUEUE.en.format(queued=fault.queued))
    return problem_response(request, Refused(503, detail, headers={"Retry-After": "30"}))
