"""What the city stands on: machines of the cloud, and one machine that does for all."""
