"""What `detente contradictions` prints and keeps."""
