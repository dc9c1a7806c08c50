"""What somebody sends as an instance: taken apart with care, measured, and read as any other instance."""
