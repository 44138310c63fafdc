"""The city in the cloud: CloudFormation by concern, and the zip that AWS Lambda runs."""
