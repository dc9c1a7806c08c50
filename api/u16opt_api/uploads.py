"""Uploads: what comes in is read in a process of its own, and kept when nothing is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from u16opt.problems import Problem
from u16opt.running.aside import Aside
from u16opt.running.uploading import read_upload
from u16opt.running.uploads.media import MEDIA as KNOWN
from u16opt.running.uploads.upload import Upload, UploadLimits
from u16opt.store.database import Database
from u16opt.store.instances import add_instance
from u16opt.texts import Language, Text
from u16opt_api.apart import apart
from u16opt_api.bodies.reading import check_media
from u16opt_api.conditional import JSON_MEDIA, document
from u16opt_api.pointing import InputFault
from u16opt_api.problems import Fault, Refused
from u16opt_api.views.instance import PATH, instance_view
from u16opt_api.wordings import at_places

FILE: Mapping[str, Any] = {"type": "string", "contentMediaType": "application/octet-stream"}
MEDIA: Mapping[str, Mapping[str, Any]] = {
    media: {"$ref": "#/components/schemas/InstanceDocument"} if media == JSON_MEDIA else FILE
    for media in KNOWN
}
"""Schema of what may be sent, by media type."""

WRONG = Text("De instantie klopt op {places} niet.", "The instance is wrong in {places}.")
EMPTY = Text("Er is niets gestuurd.", "Nothing was sent.")


@dataclass(frozen=True)
class UploadFault:
    """A fault in an upload that has a place of its own in it."""

    problem: Problem
    pointer: str | None

    def as_dict(self, language: Language) -> dict[str, Any]:
        """Return the fault as the service tells it."""
        fault = InputFault(self.problem).as_dict(language)
        return fault if self.pointer is None else fault | {"pointer": self.pointer}


async def uploaded(request: Request, aside: Aside) -> Upload:
    """Return what is sent as an instance.

    Raises
    ------
    Refused
        With 415 for another kind of content, and with 400 and every fault for an instance with faults.
    """
    media = check_media(request, tuple(KNOWN))
    content = await request.body()
    if not content:
        raise Refused(400, EMPTY, [Fault("body", "", EMPTY, "empty")])
    upload = await apart(aside, read_upload, content, media, filename_of(request), UploadLimits())
    if upload.facts is None:
        raise _refusal(upload)
    return upload


def _refusal(upload: Upload) -> Refused:
    faults = [UploadFault(*each) for each in zip(upload.problems, upload.pointers, strict=True)]
    count = sum(problem.level == "error" for problem in upload.problems)
    return Refused(400, at_places(WRONG, count), faults)


def filename_of(request: Request) -> str | None:
    """Return the name of the file that is sent, when the request names one."""
    message = Message()
    message["Content-Disposition"] = request.headers.get("content-disposition", "")
    return message.get_filename()


def added(store: Database, upload: Upload, asker: str, language: Language) -> Response:
    """Keep an instance and answer with it: 201, or 200 when it was known."""
    assert upload.facts is not None
    record, new = add_instance(store, upload.files, upload.shape, upload.facts, asker)
    problems = [problem.as_dict(language) for problem in upload.problems]
    content = document(instance_view(record) | {"problems": problems})
    headers = {"Location": f"{PATH}/{record.id}", "Vary": "Accept-Language"}
    return Response(content, 201 if new else 200, headers, JSON_MEDIA)
