"""Kiosks: machines that hand over paper, their keys, their health and their cassettes."""
