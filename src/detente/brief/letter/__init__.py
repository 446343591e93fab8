"""A brief set as a letter: HTML that mail programs show well, a plain text that reads as well, and its pictures."""
