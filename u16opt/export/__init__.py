"""A proposal as a file for other programs; without leave no row of a client group is in it (P03)."""
