"""How far agreements, projects and deliveries are, and how promises stand against the calendar."""
