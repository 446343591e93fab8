"""What comes back: bounces and complaints, read as hostile mail, and bound to a delivery by what only it knew."""
