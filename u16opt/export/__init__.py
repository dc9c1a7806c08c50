"""A proposal as a file for other programs; without leave no row about people is in it (P03)."""
