"""What the delivery room decides: addresses, orders, parcels, hand-over lists, tasks."""
