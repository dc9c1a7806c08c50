"""Instances: from a folder or a workbook to validated tables and settings."""
