"""Candidate claims: proposed by cue words and by what the ledger says already, each with its reasons."""
