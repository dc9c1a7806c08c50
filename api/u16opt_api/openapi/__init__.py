"""The description of the API, with a worked example of every call."""
