"""Other systems: each with a real client and a sandbox twin that speaks the same language."""
