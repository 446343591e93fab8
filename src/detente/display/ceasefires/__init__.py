"""What is shown of a ceasefire on pages and in briefs alike: names, trends in words, figures through time."""
