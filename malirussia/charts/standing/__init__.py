"""The calendar of commitments and the ladder of statuses: charts, words, report."""
