"""`detente ceasefire`: what each side and the monitors say of a ceasefire, and what is done about it."""
