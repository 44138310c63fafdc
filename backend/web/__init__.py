"""HTTP: who calls, what is refused, how routes are written."""
