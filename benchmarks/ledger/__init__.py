"""From a great many claims to validated tables, facts, conflicts and relations: see README.md."""
