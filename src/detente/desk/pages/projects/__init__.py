"""Projects: routes, stages, parties and money, each by whose word."""
