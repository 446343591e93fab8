"""What the pages of the registries share: claims in words, lists of what is said, notes that people write."""
