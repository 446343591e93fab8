"""The desk in the browser: pages, accounts, an interface for programs. It alone imports the web framework."""
