"""Who is written to, by whose consent: signing up and confirming it, choices, unsubscribing, export and erasure."""
