"""The rules and goals of `spread` once more, from the tables and the answer alone.

Nothing here is shared with the formulation: a mistake made there has to be made here again, by other
hands and in other code, before it can pass.
"""
