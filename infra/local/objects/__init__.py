"""The local twin of S3: objects in a folder, behind the part of its interface that is used."""
