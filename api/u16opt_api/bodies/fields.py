"""Fields of what can be sent: each refuses what its JSON schema refuses, and nothing else."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from u16opt.model import registry
from u16opt.part import Part

PLAIN = r"^[^\x00-\x1f\x7f]+$"
LARGEST = 1_000_000_000
SEEDS = 2_147_483_647
DAY = 86_400


class Sent(Part):
    """Something that is sent: nothing is turned into something else, and nothing unknown is accepted."""

    model_config = ConfigDict(strict=True, populate_by_name=False)


def _whole(value: Any) -> Any:
    """Take 3.0 for 3, which JSON Schema calls an integer as well; true and false stay what they are."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


WHOLE = BeforeValidator(_whole)
"""Stands after the limits of a number: before them it would take them out of the JSON schema."""

Id = Annotated[str, Field(description="Id; een onbekend id geeft 404.")]
Code = Annotated[str, Field(pattern=PLAIN, max_length=200)]
"""A code or a name: text on one line."""

Count = Annotated[int, Field(ge=1, le=LARGEST), WHOLE]
Few = Annotated[int, Field(ge=1, le=100), WHOLE]
Period = Annotated[int, Field(ge=0, le=9999), WHOLE]
Seed = Annotated[int, Field(ge=-SEEDS, le=SEEDS), WHOLE]
Seconds = Annotated[float, Field(ge=0, le=DAY)]
Number = Annotated[float, Field(ge=-1e15, le=1e15)]
Amount = Annotated[float, Field(ge=0, le=1e15)]


class Installed:
    """A name of an installed model; the description of the API lists those that there are."""

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Return the schema of the name, with all names."""
        return {"type": "string", "enum": list(registry.names())}


def _installed(name: Any) -> Any:
    if isinstance(name, str) and name not in registry.names():
        names = {"expected": ", ".join(registry.names())}
        raise PydanticCustomError("literal_error", "one of {expected}", names)
    return name


ModelName = Annotated[str, BeforeValidator(_installed), Installed()]
