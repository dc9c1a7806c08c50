"""What answers say: every sentence of every question, in Dutch and in English."""
