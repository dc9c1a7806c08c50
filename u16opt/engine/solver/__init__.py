"""The solver's room: the only place that speaks to HiGHS (raw highspy; why: docs/decisions)."""
