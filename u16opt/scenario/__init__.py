"""Scenarios: an instance with other assumptions, written as what differs."""
