"""What `detente expectations` prints and keeps."""
