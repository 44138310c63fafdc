"""Where a site is, when it is open, and which ones are nearest."""
