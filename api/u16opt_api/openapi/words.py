"""What the description of the API says in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from u16opt_api.version import VERSION

DESCRIPTION = """Voorstellen voor wie welke woning kan krijgen: bewezen, gecontroleerd en uitgelegd.

Stuur een instantie (`POST /instances`), laat er een voorstel voor berekenen (`POST /solve`), volg de
berekening (`GET /runs/{runId}/events`), haal het voorstel op (`GET /runs/{runId}/proposal`) en stel er
vragen over (`POST /explain`). Wat deze API zegt, zegt `u16opt` op de opdrachtregel ook.

Fouten zijn `application/problem+json`, alle tegelijk, in het Nederlands of met `Accept-Language: en` in het
Engels. De namen van velden zijn Engels, als in de bestanden."""

TAGS = [
    {"name": "instances", "description": "Instanties: de gegevens waarvoor een voorstel wordt gemaakt."},
    {"name": "solve", "description": "Een voorstel laten berekenen, het uitleggen en vergelijken."},
    {"name": "runs", "description": "Berekeningen: volgen, stoppen, verwijderen, en wat eruit komt."},
    {"name": "models", "description": "Modellen en regels."},
    {"name": "health", "description": "Of de dienst er is en kan werken, en deze beschrijving."},
]

ANSWERS: Mapping[int, str] = {
    200: "Gelukt.",
    201: "Toegevoegd.",
    202: "Aangenomen; het werk loopt.",
    204: "Gelukt; er is niets te vertellen.",
    304: "Ongewijzigd: u hebt dit al.",
}
"""What a status means that is no refusal."""

REFUSALS: Mapping[int, str] = {
    400: "Ongeldige invoer; alle fouten tegelijk.",
    401: "Er is een geldige sleutel nodig.",
    403: "Deze sleutel mag dit niet, of het verzoek komt van een andere site.",
    404: "Dit is er niet.",
    406: "Deze vorm is er niet; wel de genoemde.",
    409: "Dit kan nu niet, of botst met iets eerders.",
    413: "De inhoud is te groot.",
    415: "Dit soort inhoud wordt niet gelezen.",
    421: "De dienst luistert niet naar deze naam (zie U16OPT_ALLOWED_HOSTS).",
    429: "Te veel verzoeken; probeer het later opnieuw.",
    500: "Er ging iets mis in de dienst zelf.",
    503: "Nu niet beschikbaar; probeer het later opnieuw.",
    507: "De schijf van de opslag is vol.",
}
"""What a refusal means, by status."""


def _header(description: str, example: str) -> dict[str, Any]:
    return {"description": description, "schema": {"type": "string"}, "example": example}


HEADERS: Mapping[str, dict[str, Any]] = {
    "API-Version": _header("Versie van de dienst.", VERSION),
    "Content-Disposition": _header("Naam van het bestand.", 'attachment; filename="voorstel.csv"'),
    "Content-Location": _header("De berekening waar dit van komt.", "/v1/runs/ID"),
    "ETag": _header("Kenmerk van precies deze inhoud; stuur het terug als If-None-Match.", '"0f343b09"'),
    "Link": _header("De volgende en de vorige pagina.", '</v1/runs?after=51>; rel="next"'),
    "Location": _header("Waar het nieuwe te vinden is.", "/v1/runs/ID"),
    "Preference-Applied": _header("Wat er van Prefer is gedaan.", "wait=10"),
    "Retry-After": _header("Seconden om te wachten.", "2"),
    "WWW-Authenticate": _header("Hoe men zich aanmeldt.", "Bearer"),
}
"""Header fields of answers."""
