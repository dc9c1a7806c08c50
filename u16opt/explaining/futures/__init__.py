"""How a plan fares when demand and supply differ."""
