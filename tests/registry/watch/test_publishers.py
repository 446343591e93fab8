"""What a publisher is, as far as its name says; one that says nothing has no kind."""

import pytest

from detente.registry.watch.publishers import publisher_kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Ministry of Defence of Velduria", "armed-forces"),
        ("Ministry of Foreign Affairs", "government"),
        ("Line Observer Mission", "monitor"),
        ("Harbour Wire", "agency"),
        ("Immerhald Courier", "outlet"),
        ("Ann Brook", None),
        (None, None),
    ],
)  # fmt: skip
def test_the_name_says_what_a_publisher_is(name: str | None, kind: str | None) -> None:
    assert publisher_kind(name, form="jsonl") == kind


def test_an_observers_form_is_a_field_report_whoever_sends_it() -> None:
    assert publisher_kind("Harbour Wire", form="field report") == "field-report"
