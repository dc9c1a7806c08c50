"""The calls, one module a resource; each is a few lines over a function of the core."""
