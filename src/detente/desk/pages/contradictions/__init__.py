"""Claims that stand against each other, with both texts; what of them holds a person says."""
