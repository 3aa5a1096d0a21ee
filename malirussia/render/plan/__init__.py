"""Which renders there are."""
