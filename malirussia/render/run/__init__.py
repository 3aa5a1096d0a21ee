"""One run: which renders are due, how many at a time, what became of each."""
