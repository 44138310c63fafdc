"""Who somebody is: accounts, sign-in by SMS code, sessions bound to a device key."""
