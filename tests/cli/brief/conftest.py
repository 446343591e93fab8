"""Tests of the commands that send letters."""

from brief.conftest import away_from_browsers  # noqa: F401 - a fixture
