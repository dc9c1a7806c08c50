"""The shipped instances, the figures they rest on, and the program that makes them."""
