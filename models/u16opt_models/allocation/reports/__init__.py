"""The sections of a report on an allocation, one module each (P03, P04)."""
