"""In-memory twins of the ports; each is held to the same contract as the real store."""
