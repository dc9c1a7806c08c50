"""Runs: claimed from the store, worked out in processes of their own, written back exactly once."""
