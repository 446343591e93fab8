"""détente."""
