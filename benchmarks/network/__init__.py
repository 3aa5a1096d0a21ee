"""Layout and measures of a network of 10,000 entities and 50,000 relations, beside plain networkx: see README.md."""
