"""What a company is, who may act for it, and which recorded fact holds on a day."""
