"""A simulated printer for numbered paper, behind the bridge protocol of real ones."""
