"""The supply scenario: charts, words, tables."""
