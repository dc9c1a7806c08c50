"""What is the least that must give."""
