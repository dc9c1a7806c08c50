"""What must always be true in a store, and whether it is."""
