"""What the room decides, pure: the face of an invoice, its prices, its numbers, its quota."""
