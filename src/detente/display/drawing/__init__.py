"""Charts and maps: Vega specs made of sheets, drawn on the server, and alive in a browser that runs scripts."""
