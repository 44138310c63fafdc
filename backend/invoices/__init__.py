"""Invoices: what paper a company may take, its applications, and the ten supply checks."""
