"""What is known before reading: vocabulary, lexicon, names, offices. All of it data files, checked when loaded."""
