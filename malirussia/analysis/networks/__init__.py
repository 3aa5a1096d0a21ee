"""Who is tied to whom: the ties, the graph, who stands between, and what hangs on one source alone."""
