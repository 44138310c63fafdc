"""Fully digital invoices (数电票): issued, confirmed by the buyer, red-lettered, checked."""
