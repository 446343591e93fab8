"""Projects and investments: routes, stages, parties, capacity, and money as it is claimed."""
