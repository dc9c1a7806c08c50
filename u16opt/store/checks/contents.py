"""Whether instances are still what was given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256

from sqlalchemy import Connection, func, select

from u16opt.store.plain import as_bytes
from u16opt.store.tables import audit, instance_files, instances
from u16opt.texts import Text


def contents(connection: Connection) -> Iterator[Text]:
    """Yield the instances whose files were changed, or are not all there."""
    sizes, changed = Counter[str](), set()
    streamed = connection.execution_options(yield_per=1)
    for file in streamed.execute(select(instance_files)):
        content = as_bytes(file.content)
        sizes[file.instance] += len(content)
        if sha256(content).hexdigest() != file.digest:
            changed.add(file.instance)
    for instance in connection.execute(select(instances).order_by(instances.c.number)):
        if instance.id in changed or sizes.get(instance.id) != instance.size:
            yield Text(
                f"instantie {instance.id}: de bestanden zijn niet meer die zijn gegeven",
                f"instance {instance.id}: its files are not those that were given",
            )


def arrivals(connection: Connection) -> Iterator[Text]:
    """Yield the instances of which the audit does not tell exactly once that they came."""
    told = (
        select(func.count())
        .where(audit.c.subject == instances.c.id, audit.c.action == "instance.added")
        .scalar_subquery()
    )
    for row in connection.execute(select(instances.c.id).where(told != 1).order_by(instances.c.number)):
        yield Text(
            f"instantie {row.id}: de audit klopt niet", f"instance {row.id}: the audit does not add up"
        )
