"""Notebooks as files: read, parameterised, normalised, harvested."""
