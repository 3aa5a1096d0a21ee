"""Corroboration, contradictions and what is coded: charts, words, report."""
