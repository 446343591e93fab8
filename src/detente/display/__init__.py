"""What is shown, to desk and brief alike: sheets of cells with their words, drawings, and the language of it."""
