"""The open system behind a city tax bureau: one sub-package a capability."""
