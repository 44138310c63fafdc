"""Companies, the people who act for them, and what is recorded about them."""
