"""Numbered paper: which serials there are, and the one place where each of them is."""
