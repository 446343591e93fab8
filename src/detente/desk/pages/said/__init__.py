"""What the pages on what is said have in common: who says it, when, in which words; and how long lists are paged."""
