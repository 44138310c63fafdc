"""Payments: what is payable, how it is paid at the bank once, given back, and compared nightly."""
