"""How well a reader reads: its events and pairs against documents coded by hand, with intervals and floors."""
