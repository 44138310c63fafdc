"""What the e-invoices room hears and says over HTTP."""
