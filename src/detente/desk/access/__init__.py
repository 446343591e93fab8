"""Who may see and do what: rights, viewers, where requests may come from."""
