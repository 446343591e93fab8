"""The ledger of quotations: one utterance in many versions, and phrases that recur through time."""
