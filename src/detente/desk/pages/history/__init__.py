"""What was done to one thing of the record: by whom, when, why."""
