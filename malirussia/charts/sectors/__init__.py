"""The ladder of the sectors and the panel of one: charts, words, report."""
