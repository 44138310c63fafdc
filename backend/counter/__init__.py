"""The counter: cases that wait for a clerk, and what the clerk decided."""
