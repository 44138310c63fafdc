"""The doors that are not HTTP: one module an AWS Lambda handler."""
