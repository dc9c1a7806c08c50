"""What can be sent: JSON that is read strictly, so that the description tells all that is refused."""
