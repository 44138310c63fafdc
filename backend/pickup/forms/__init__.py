"""Pickup over HTTP beside the pass itself: lending, paper code, pass link and its plain page."""
