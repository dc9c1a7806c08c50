"""A table of an instance: typed columns that cannot be changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Table:
    """Rows of one kind, stored by column, in the order of their key.

    Parameters
    ----------
    name
        Table name of the contract, for instance ``client_groups``.
    columns
        Every column the contract knows for this table, defaults filled in. A text that is not given is
        ``""``, a number that is not given is None, a list is a tuple of texts, a flag is 0 or 1.

    Examples
    --------
    >>> Table("supply", {"lot": ("a", "b"), "homes": (2, 3)})["homes"]
    (2, 3)
    """

    name: str
    columns: Mapping[str, tuple[Any, ...]]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), ()))

    def __getitem__(self, column: str) -> tuple[Any, ...]:
        return self.columns[column]

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield the rows as dictionaries, in the order of the key."""
        names = list(self.columns)
        for values in zip(*self.columns.values(), strict=True):
            yield dict(zip(names, values, strict=True))

    def frame(self) -> pd.DataFrame:
        """Return a new pandas frame with the same rows; changing it leaves the table as it is."""
        import pandas as pd

        return pd.DataFrame({name: list(values) for name, values in self.columns.items()})
