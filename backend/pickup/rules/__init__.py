"""What a pickup is, how it moves, and whom a machine serves."""
