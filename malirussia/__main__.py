"""`python -m malirussia`: the command line where no PATH leads to it, as in a schedule."""

from __future__ import annotations

from malirussia.cli import main

if __name__ == "__main__":
    main()
