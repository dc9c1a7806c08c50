"""Figures about runs, read from the store whenever somebody looks."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import func, select

from u16opt.store.database import Database
from u16opt.store.faults import StoreError
from u16opt.store.runs import counts, queued
from u16opt.store.tables import runs


class Stored(Collector):
    """Gauges of the store; while it does not answer there is only the one that says so.

    Parameters
    ----------
    store
        Gives the store; None while there is none.
    """

    def __init__(self, store: Callable[[], Database | None]) -> None:
        self.store = store

    def describe(self) -> Iterator[Metric]:
        """Name nothing beforehand, so that the store is not read to find out."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        """Give the figures of now."""
        store = self.store()
        try:
            metrics = [] if store is None else [_queued(store), _oldest(store), _states(store)]
        except StoreError:
            metrics = []
        up = GaugeMetricFamily("u16opt_store_up", "Whether the store answers.")
        up.add_metric([], float(bool(metrics)))
        yield up
        yield from metrics


def _queued(store: Database) -> Metric:
    family = GaugeMetricFamily("u16opt_queued_runs", "Runs that wait, by kind.", labels=["kind"])
    for kind, number in queued(store).items():
        family.add_metric([kind], number)
    return family


def _oldest(store: Database) -> Metric:
    query = select(func.min(runs.c.created)).where(runs.c.state == "queued")
    with store.reading() as connection:
        since = connection.scalar(query)
    waited = 0.0 if since is None else max(0.0, time.time() - since)
    return GaugeMetricFamily(
        "u16opt_oldest_queued_seconds", "How long the run that waits longest has waited.", value=waited
    )


def _states(store: Database) -> Metric:
    family = GaugeMetricFamily("u16opt_runs", "Runs in the store, by state.", labels=["state"])
    for state, number in counts(store).items():
        family.add_metric([state], number)
    return family
