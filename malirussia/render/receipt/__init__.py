"""What a render read, ran and wrote, and whether it still stands."""
