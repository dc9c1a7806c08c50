"""What of an answer may leave the house."""
