"""What an agreement costs."""
