"""`detente projects`: projects and investments, as reports, the watch and people of the desk tell of them."""
