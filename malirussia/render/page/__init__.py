"""The reader’s page and what stands beside it: pictures, data, evidence, changes."""
