"""Layout and measures of a network of 10,000 entities and 50,000 relations: see README.md."""
