"""The independent checker of `herijking`, part by part."""
