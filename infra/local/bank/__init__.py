"""A sandbox bank (模拟): keeps accounts, carries out orders, and fails as it is told to."""
