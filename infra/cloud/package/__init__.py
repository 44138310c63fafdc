"""The zip that AWS Lambda runs: a clean environment, the sources, and Zappa's own builder."""
