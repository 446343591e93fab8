"""The glossary: what the words of the desk mean."""
