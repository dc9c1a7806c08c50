"""What a person reads of a proposal: a summary of any model, as text or as a page."""
