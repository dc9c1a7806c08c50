"""The page on which every call can be read and tried, without anything from elsewhere."""
