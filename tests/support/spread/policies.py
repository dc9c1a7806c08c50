"""What a random policy of `spread` may say."""

from __future__ import annotations

from support.policies import Vocabulary

SPREAD = Vocabulary(
    goals=("unmet", "inequality", "travel", "overspend", "cost", "openings"),
    tolerances={"inequality": 0.1, "travel": 5.5, "overspend": 5000.0, "cost": 5000.0},
    settings={
        "new_locations": (("hard", "off"), {"limit": [0, 1, 2, 3], "exact": [True, False, False]}),
        "own_region": (("hard", "off"), {}),
        "region_floor": (("hard", "off"), {"share": ["1/3", "1/2", 0.25, 1]}),
        "within_reach": (("hard", "off"), {"limit": [5, 10, 15.5, 40]}),
        "separation": (("hard", "off"), {"limit": [0, 2.5, 7, 15.5]}),
        "neighbourhood_load": (("hard", "off"), {}),
        "running_budget": (("hard", "soft", "soft", "off"), {"pooled": [True, False]}),
    },
)
