#!/bin/sh
# Writes requirements/*.lock: every package that the reader and the checks need, pinned, with the hashes of all its files.
set -eu
compile="$1"
set -- --quiet --generate-hashes --allow-unsafe --strip-extras --no-header --no-annotate --no-emit-index-url --no-emit-find-links
"$compile" "$@" --build-deps-for editable --output-file requirements/reader.lock pyproject.toml
"$compile" "$@" --extra dev --build-deps-for editable --output-file requirements/checks.lock pyproject.toml
"$compile" "$@" --constraint requirements/reader.lock --output-file requirements/train.lock requirements/train.in
"$compile" "$@" --constraint requirements/reader.lock --output-file requirements/fuzz.lock requirements/fuzz.in
