"""A page in one file lets its own blocks work and nothing else."""

from detente.exchange.one_file import asset, policy


def test_the_policy_names_two_blocks_and_forbids_the_rest() -> None:
    rules = dict(rule.split(" ", 1) for rule in policy("a {}", "let b;").split("; "))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert rules["style-src"].startswith("'sha256-")
    assert rules["style-src"] != rules["script-src"]


def test_assets_have_the_line_ends_that_a_browser_counts_in_a_digest() -> None:
    assert "\r" not in asset("form.js")
