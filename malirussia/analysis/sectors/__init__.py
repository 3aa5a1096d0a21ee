"""What is said of a sector, on which rung and by how many."""
