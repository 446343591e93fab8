"""How what is told is verified, and how a finding becomes joint."""
