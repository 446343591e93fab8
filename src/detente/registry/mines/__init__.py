"""Mines: where they are said to be, what is done about them, what was found, who came to harm."""
