"""What is told: rows of the store, models and rules, as JSON."""
