"""What is different between proposals."""
