"""Commands that the service adds to `u16opt`; what is heavy is imported when one of them runs."""
