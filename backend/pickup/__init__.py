"""Pickup (扫码取票): a code, a machine, and paper that leaves exactly once."""
