"""Where paper can be picked up: halls, kiosks and micro halls, nearest first."""
