"""Twins of outside systems for laptops and tests; none of them runs in production."""
