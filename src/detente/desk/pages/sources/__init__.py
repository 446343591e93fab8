"""Where reports come from: feeds and pages that are watched, outlets, their grades, how balanced they are."""
