"""The documents of one e-invoice: PDF, OFD and XML from one face, signed; a package of its own."""
