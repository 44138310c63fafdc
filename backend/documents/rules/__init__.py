"""What a job is, what kinds there are, and what an upload must be."""
