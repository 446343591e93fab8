"""What everything else stands on: errors, spans and evidence, content-derived ids."""
