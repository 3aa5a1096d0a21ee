"""The pages that are composed of the ledger: one module a kind, each with `pages(reading)`."""
