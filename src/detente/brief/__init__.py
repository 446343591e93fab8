"""The morning brief: composed from the record, set as a letter, held for an editor, and sent to who asked for it."""
