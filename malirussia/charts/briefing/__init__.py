"""The report of the briefing."""
