"""What the sources agree on, dispute and leave silent."""
