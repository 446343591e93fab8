"""Which deed of a report bears on which provision: proposed with the words of both, for a person to decide."""
