"""Five municipalities in two groups in which every bound occurs, with quotas that are whole numbers.

====  =======  =====  =======  =======  ======  =====
code  current  basis  minimum  maximum  region  quota
====  =======  =====  =======  =======  ======  =====
A     5        20     1        3        north   4
B     1        10     -        -        north   2
C     4        40     -        5        south   8
D     2        10     1        -        south   2
E     3        0      2        -        south   0
====  =======  =====  =======  =======  ======  =====

The north has 6 lettings and the south 10; nobody may change by more than 3. So A gets its maximum of 3, which
holds it back, and B the other 3. E has no basis and gets its minimum of 2; C gets its maximum of 5, which
holds it back too, and D the other 3. That E has 2 holds nobody back: D is above its quota, C at its maximum.
"""

from __future__ import annotations

from support.recalibration.case import Recalibration, Town

TOWNS = (
    Town("A", 5, 20, 1, 3, "north"),
    Town("B", 1, 10, None, None, "north"),
    Town("C", 4, 40, None, 5, "south"),
    Town("D", 2, 10, 1, None, "south"),
    Town("E", 3, 0, 2, None, "south"),
)
LETTINGS = {"north": 6, "south": 10}
MAX_CHANGE = 3

BEST = {"A": 3, "B": 3, "C": 5, "D": 3, "E": 2}
BINDING = {"A": "maximum", "B": "", "C": "maximum", "D": "", "E": ""}

VALLEY = Recalibration(TOWNS, LETTINGS, MAX_CHANGE)
