"""The pages by which people sign up for the brief, change it and end it; and those for the desk's staff."""
