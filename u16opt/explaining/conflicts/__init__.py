"""Which agreements cannot hold together."""
