"""What the checkers of several models have in common; it knows no model, and no formulation knows it."""
