"""What a newsroom begins with: a ledger, the notebooks, the file of a source."""
