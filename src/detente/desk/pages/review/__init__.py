"""Review in the browser: items one after the other, blind sessions, agreement, drills."""
