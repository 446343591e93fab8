"""The ledger of quotations: who says what to whom, in which versions, passed on by whom; phrases through time."""
