"""The pages of the mine record: hazards, work on them, accidents, handovers, figures, each by whose word."""
