"""``/v1/instances``: what proposals are made for."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from u16opt.store.instances import instance_records
from u16opt_api.conditional import document, tagged
from u16opt_api.dependencies import Aside, InstanceId, NoQuery, Pages, Settings, Speaks, Store
from u16opt_api.lookup import instance_with
from u16opt_api.openapi.operation import Forms, operation
from u16opt_api.pages import page_of
from u16opt_api.security.scopes import Computes, Reads
from u16opt_api.uploads import MEDIA, added, uploaded
from u16opt_api.views.instance import InstanceView, UploadView, instance_view

router = APIRouter(prefix="/v1/instances", tags=["instances"])


@router.get(
    "",
    **operation(
        "listInstances",
        "Welke instanties zijn er?",
        "De nieuwste eerst, per pagina; de kopregel Link wijst naar de volgende en de vorige.",
        {200: list[InstanceView]},
        headers={200: ("ETag", "Link")},
    ),
)
def instances(request: Request, _asker: Reads, query: Pages, settings: Settings, store: Store) -> Response:
    """Answer with a page of instances."""
    found = instance_records(store, query.paging(settings.page_size))
    return page_of(request, found, [instance_view(each) for each in found.items], {})


@router.post(
    "",
    **operation(
        "addInstance",
        "Stuur een instantie.",
        "Als JSON (tabellen bij naam), als zip van de map, of als werkmap. 200 als zij er al was. "
        "problems zijn waarschuwingen; met een fout erin wordt zij geweigerd, met alle fouten tegelijk.",
        {200: UploadView, 201: UploadView},
        refuses=(507,),
        body=Forms(MEDIA),
        headers={200: ("Location",), 201: ("Location",)},
    ),
)
async def add(
    request: Request,
    asker: Computes,
    _query: NoQuery,
    store: Store,
    aside: Aside,
    speaks: Speaks,
) -> Response:
    """Add an instance."""
    upload = await uploaded(request, aside)
    return await run_in_threadpool(added, store, upload, asker.name, speaks)


@router.get(
    "/{instanceId}",
    **operation(
        "getInstance",
        "Wat is er in een instantie?",
        "Naam, titel, tabellen met hun aantallen rijen, jaren en scenario's.",
        {200: InstanceView},
        refuses=(404,),
        headers={200: ("ETag",)},
    ),
)
def instance(
    request: Request,
    instance_id: InstanceId,
    _asker: Reads,
    _query: NoQuery,
    store: Store,
) -> Response:
    """Answer with an instance."""
    return tagged(request, document(instance_view(instance_with(store, instance_id))))
