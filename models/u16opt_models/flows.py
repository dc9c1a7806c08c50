"""The most that can flow through a network, and where it is too narrow (Ford and Fulkerson, 1956)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.sparse.csgraph import breadth_first_order, connected_components, maximum_flow

from u16opt_models.numbering import Integers

SOURCE, SINK, FIRST = 0, 1, 2
ANY = 2**30  # more than anybody asks for


@dataclass(frozen=True)
class Flow:
    """A largest flow from source to sink; nodes are numbers.

    Parameters
    ----------
    value
        How much flows.
    residual
        What each arc could still carry, either way.
    """

    value: int
    residual: sp.csr_array

    def from_source(self) -> NDArray[np.bool_]:
        """Return which nodes more could still reach: the smallest side of a smallest cut, without source."""
        return _reached(self.residual, SOURCE)

    def to_sink(self) -> NDArray[np.bool_]:
        """Return which nodes could still pass more on to the sink: the other side, at its smallest."""
        return _reached(sp.csr_array(self.residual.T), SINK)

    def into_sink(self, nodes: Integers) -> int:
        """Return how much flows from some nodes straight into the sink."""
        return int(np.asarray(self.residual[[SINK], :].todense()).ravel()[nodes].sum())

    def parts(self, side: NDArray[np.bool_]) -> list[Integers]:
        """Return the nodes of one side in parts that have nothing to do with each other."""
        nodes = np.flatnonzero(side)
        inside = sp.csr_array(sp.csr_array(self.residual)[nodes, :][:, nodes])
        count, part = connected_components(inside, directed=False)
        return [nodes[part == number] for number in range(count)]


def flow_of(tails: Integers, heads: Integers, room: Integers, nodes: int) -> Flow:
    """Return a largest flow from node 0 to node 1.

    Parameters
    ----------
    tails, heads, room
        The arcs; no two join the same nodes.
    nodes
        Number of nodes, source and sink among them.
    """
    carrying = room > 0
    places = (tails[carrying], heads[carrying])
    limits = np.minimum(room[carrying], ANY).astype(float)
    graph = sp.csr_array((limits, places), shape=(nodes, nodes)).astype(np.int32)
    found = maximum_flow(graph, SOURCE, SINK)
    residual = sp.csr_array(graph - found.flow)
    residual.eliminate_zeros()
    return Flow(int(found.flow_value), residual)


def _reached(residual: sp.csr_array, start: int) -> NDArray[np.bool_]:
    found = breadth_first_order(residual, start, directed=True, return_predecessors=False)
    side = np.zeros(residual.shape[0], dtype=bool)
    side[found] = True
    side[[SOURCE, SINK]] = False
    return side
