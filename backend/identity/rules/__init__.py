"""Decisions about accounts, sign-ins, sessions and limits: pure, time is an argument."""
