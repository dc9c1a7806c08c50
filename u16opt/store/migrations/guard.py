"""What makes the database itself refuse to change or forget a line of the audit."""

from __future__ import annotations

from collections.abc import Mapping

_REFUSAL = "the audit is only ever appended to"

SQLITE: Mapping[str, str] = {
    "audit_keeps_lines": f"""
        CREATE TRIGGER audit_keeps_lines BEFORE DELETE ON audit
        BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END""",
    "audit_changes_nothing": f"""
        CREATE TRIGGER audit_changes_nothing BEFORE UPDATE ON audit
        BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END""",
    "audit_replaces_nothing": f"""
        CREATE TRIGGER audit_replaces_nothing BEFORE INSERT ON audit
        WHEN EXISTS (SELECT 1 FROM audit WHERE number = NEW.number)
        BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END""",
}
"""Statements by trigger; the last is against ``INSERT OR REPLACE``, which deletes without asking."""

POSTGRESQL_FUNCTION = f"""
    CREATE FUNCTION audit_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"""

POSTGRESQL: Mapping[str, str] = {
    "audit_keeps_lines": """
        CREATE TRIGGER audit_keeps_lines BEFORE DELETE ON audit
        FOR EACH ROW EXECUTE FUNCTION audit_refuses()""",
    "audit_changes_nothing": """
        CREATE TRIGGER audit_changes_nothing BEFORE UPDATE ON audit
        FOR EACH ROW EXECUTE FUNCTION audit_refuses()""",
    "audit_is_not_emptied": """
        CREATE TRIGGER audit_is_not_emptied BEFORE TRUNCATE ON audit
        FOR EACH STATEMENT EXECUTE FUNCTION audit_refuses()""",
}


def guarding(backend: str) -> Mapping[str, str]:
    """Return the statement of each trigger, for ``sqlite`` or ``postgresql``."""
    return SQLITE if backend == "sqlite" else POSTGRESQL
