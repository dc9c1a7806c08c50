"""All proposals that are nearly as good: how free a number is, and which others there are."""
