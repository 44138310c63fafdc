"""Delivery (税邮合作): address books, orders by mail, parcels, and what carriers tell of them."""
