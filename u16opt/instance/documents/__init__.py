"""An instance as one JSON document: tables, settings, scenarios and boundaries by name."""
