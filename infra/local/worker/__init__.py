"""The functions' own handlers, fed on this machine as the cloud feeds them."""
