"""The steps, each on top of the one before."""
