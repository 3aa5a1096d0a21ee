"""What stands in an article that must not be missed: numbers, dates, names, offices, quotations with their speaker."""
