"""`Document` in, `Reading` out: one module a stage, each replaceable behind `detente.reading.stage.Stage`."""
