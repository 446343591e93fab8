"""The desk for programs: what its pages show, as JSON."""
