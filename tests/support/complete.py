"""A small instance with every table of the contract, as CSV text a person can follow."""

from pathlib import Path

SETTINGS = """\
format = 1
name = "complete"
title = "Every table once"
periods = [2024, 2025]
recalibration = { total = 2 }

[budget]
phase_in_start = 2024
payer = "centre"
centre = "A"

[policy.allocation]
order = ["unplaced", ["away", "distance"]]
"""

FILES = {
    "instance.toml": SETTINGS,
    "municipalities.csv": """\
code,name,region,inhabitants,homes,social_homes,latitude,longitude
A,Aa,noord,1000,400,100,52.1,5.1
B,Bee,zuid,2000,900,300,52.0,5.2
""",
    "neighbourhoods.csv": """\
code,municipality,name,inhabitants,homes,latitude,longitude,draagkracht,location_load
A1,A,Een,500,200,52.11,5.11,3,10
B1,B,Twee,700,300,,,,
""",
    "contingents.csv": """\
municipality,period,lettings
A,2024,2
A,2025,2
B,2024,1
""",
    "supply.csv": """\
lot,neighbourhood,period,kind,form,homes,complex_homes,owner
l1,A1,2024,flat,regular,2,,Corporatie
l2,B1,2025,house,temporary,3,9,
""",
    "client_groups.csv": """\
group,clients,origin,network,kinds,first_period,priority,excluded,support,existing,pin
g1,2,A,A1,flat|house,2024,2,,BT,0,
g2,3,elsewhere,B,house,2025,,A,,1,l2
""",
    "placed.csv": """\
group,lot,clients
g1,l1,1
""",
    "support.csv": """\
product,rate,periods
BT,12000.5,2
""",
    "budgets.csv": """\
municipality,period,historic,objective,amount,model
A,2024,1000,2000.5,,
A,2025,,,3000,allocation
""",
    "locations.csv": """\
location,neighbourhood,product,places,place_cost,closable
f1,A1,BV,12,50000,1
""",
    "sites.csv": """\
site,neighbourhood,product,min_places,max_places,module,opening_cost,place_cost,first_period
s1,B1,BV,4,12,4,250000,45000,2025
""",
    "demand.csv": """\
municipality,period,product,clients
A,2024,BV,8
""",
    "recalibration.csv": """\
municipality,current,basis,minimum,maximum
A,2,100.5,1,9
""",
    "distances.csv": """\
origin,destination,km
A1,B1,7.5
B,A,8
""",
    "previous.csv": """\
group,lot,clients
g1,l1,2
""",
    "provenance.csv": """\
table,column,status,source,licence,year,note
municipalities,*,bron,CBS,CC BY 4.0,2024,
client_groups,clients,synthetisch,,,,
""",
}


def write(path: Path, **changed: str) -> Path:
    """Write the instance to a folder and return it.

    `changed` replaces whole files, by name without the ending (``supply="lot,..."``).
    """
    path.mkdir(parents=True, exist_ok=True)
    for file, text in FILES.items():
        content = changed.get(file.partition(".")[0], text)
        (path / file).write_bytes(content.encode("utf-8"))
    return path
