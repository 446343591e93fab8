"""The record, given out: what a person or another program takes away from it."""
