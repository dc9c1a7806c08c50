"""What the reports of several models have in common; it knows no model."""
