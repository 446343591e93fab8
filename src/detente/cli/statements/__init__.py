"""`detente statements`: who is quoted with what, in how many versions, and which phrases recur."""
