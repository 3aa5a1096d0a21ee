"""Reads an article from a file or an address: its body as a person reads it, and what the page says of itself."""
