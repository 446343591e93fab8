"""Bytes in, `Document` out: one pure function per format."""
