"""``u16opt serve``: the service, on this machine or for others."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from u16opt.command.exits import Exit, exit_codes, say
from u16opt.command.options import Lang
from u16opt.texts import Language
from u16opt_api.commands.key_options import Store


def serve(
    host: Annotated[
        str | None,
        typer.Option("--host", metavar="ADDRESS", help="Address to listen on.  [default: 127.0.0.1]"),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(
            "--port", min=0, max=65_535, metavar="N", help="Port; 0: any that is free.  [default: 8000]"
        ),
    ] = None,
    store: Store = None,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            min=0,
            max=64,
            metavar="N",
            help="So many solves at the same time; 0 leaves all work to u16opt worker.  [default: 1]",
        ),
    ] = None,
    answers: Annotated[
        int | None,
        typer.Option(
            "--answers",
            min=1,
            max=64,
            metavar="N",
            help="So many questions and comparisons at once; they never wait for a solve.  [default: 1]",
        ),
    ] = None,
    memory_limit: Annotated[
        float | None,
        typer.Option(
            "--memory-limit",
            min=0,
            metavar="GB",
            help="Memory of a calculation, at least 0.5; 0: no limit.  [default: 4]",
        ),
    ] = None,
    lang: Lang = "nl",
) -> None:
    """Serve all that u16opt does over HTTP, with a memory; every call stands on the page /docs.

    On this machine alone it needs no keys as long as none was made; any other address needs one (u16opt keys
    make) or an OIDC issuer. Everything else that can be set is an environment variable: U16OPT_PUBLIC_URL,
    U16OPT_CONTACT_NAME, U16OPT_CONTACT_URL, U16OPT_CONTACT_EMAIL, U16OPT_QUEUE, U16OPT_LONGEST_SOLVE,
    U16OPT_PATIENCE, U16OPT_PAGE_SIZE, U16OPT_RATE_LIMIT, U16OPT_UPLOAD_LIMIT, U16OPT_BODY_LIMIT,
    U16OPT_ALLOWED_HOSTS, U16OPT_OIDC_ISSUER, U16OPT_OIDC_AUDIENCE, U16OPT_OIDC_SCOPE_CLAIM,
    U16OPT_OIDC_SCOPES, U16OPT_OIDC_LEEWAY; and U16OPT_HOST and so on for the options.

    Ctrl-C or SIGTERM: answers that are on their way are finished, and what is being solved goes back to the
    queue.

    Exit codes: 0 stopped; 2 it cannot start, and why; 130 stopped with Ctrl-C.

    Example: u16opt serve --port 8000 --store u16opt.db
    """
    places = {"workers": workers, "answers": answers, "memory_limit": memory_limit}
    given = {"host": host, "port": port, "store": store, **places}
    with exit_codes(lang):
        _serve({name: value for name, value in given.items() if value is not None}, lang)


def _serve(given: dict[str, Any], language: Language) -> None:
    from u16opt_api.serving.starting import StartError, listening, prepared
    from u16opt_api.serving.stopping import serve_on

    try:
        settings = prepared(given)
        with listening(settings) as sockets:
            heard = serve_on(settings, sockets, language)
    except StartError as fault:
        for text in fault.texts:
            say(text[language])
        raise typer.Exit(Exit.BAD_INPUT) from None
    if heard:
        raise typer.Exit(Exit.INTERRUPTED)
