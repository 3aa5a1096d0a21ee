"""What has changed between two editions, in words."""
