"""Why a group is where it is, and whether the whole is fair."""
