"""`detente incidents`: which reports tell of one happening."""
