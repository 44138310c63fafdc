"""The rules of kiosks (自助终端): registration, pairing, condition."""
