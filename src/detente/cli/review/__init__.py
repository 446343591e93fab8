"""`detente review`: what people say of the machine's coding."""
