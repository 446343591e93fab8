"""The ledger of quotations: who says what to whom, in how many versions, passed on by whom; and phrases through time."""
