"""Headings and units that mean the same in every report."""

from __future__ import annotations

from u16opt.texts import Text

CLIENTS = Text("cliënten", "clients")
PLACES = Text("plaatsen", "places")
LOCATIONS = Text("locaties", "locations")
LETTINGS = Text("verhuringen", "lettings")
EURO = Text("euro", "euro")
KM = Text("km", "km")
PERCENT = Text("%", "%")

YEAR = Text("Jaar", "Year")
CODE = Text("Code", "Code")
MUNICIPALITY = Text("Gemeente", "Municipality")
LOCATION = Text("Locatie", "Location")
REGION = Text("Wmo-regio", "Wmo region")
NEIGHBOURHOOD = Text("Wijk", "Neighbourhood")
TOTAL = Text("Totaal", "Total")
