"""The pages, a module each: what one is asked with, what it shows, as sheets and drawings."""
