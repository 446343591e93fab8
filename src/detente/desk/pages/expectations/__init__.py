"""What is expected, by whose word and by when, and what became of it by whose word; overdue is no verdict."""
