"""The scenarios the papers ask about: one definition each, written for every instance where it applies."""
