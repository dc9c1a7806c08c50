"""The engine: goals in order over named rules, with exact values and proven bounds. It knows no model."""
