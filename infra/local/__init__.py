"""The whole city on one machine: engine, printer, text messages, pages, API and worker."""
