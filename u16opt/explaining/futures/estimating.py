"""What a sample tells of a number: its mean, how far it spreads, and how sure that is."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from u16opt.explaining.answer import amount


def estimated(values: Sequence[float]) -> dict[str, float]:
    """Return mean, 5 % and 95 % quantile, worst (largest), and the standard error of the mean.

    Quantiles are interpolated linearly between the values in order; the standard error is the sample's
    standard deviation (with n - 1) divided by the root of n.

    Parameters
    ----------
    values
        At least two.
    """
    low, high = np.quantile(values, (0.05, 0.95))
    return {
        "mean": amount(mean(values)),
        "p5": amount(low),
        "p95": amount(high),
        "worst": amount(max(values)),
        "standardError": amount(standard_error(values)),
    }


def shared(holds: Sequence[bool]) -> tuple[float, float]:
    """Return in which share something holds, and the standard error of that share: root of p (1 - p) / n."""
    share = sum(holds) / len(holds)
    return amount(share), amount(math.sqrt(share * (1 - share) / len(holds)))


def mean(values: Sequence[float]) -> float:
    """Return the mean; of equal values that value itself."""
    return values[0] if min(values) == max(values) else math.fsum(values) / len(values)


def standard_error(values: Sequence[float]) -> float:
    """Return the standard error of the mean of at least two values."""
    middle = mean(values)
    squares = math.fsum((value - middle) ** 2 for value in values)
    return math.sqrt(squares / (len(values) - 1) / len(values))
