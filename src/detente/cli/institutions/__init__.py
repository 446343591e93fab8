"""`detente institutions`: what is said of centres, commissions and missions."""
