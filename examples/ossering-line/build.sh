#!/bin/sh
# Builds the record of the Ossering Line from nothing: sh examples/ossering-line/build.sh DIR
# Everything that it reads is composed.
set -eu
dir=$1
here=$(dirname "$0")
DETENTE_AUTHOR="Wanda Pell"
export DETENTE_AUTHOR

detente init "$dir"
detente ceasefire define "$dir" "$here/ceasefire.toml" --reason "the paper of 20 February 2019"
detente add "$dir" "$here/reports.jsonl" "$here/field/observations.csv"
for body in velduria-daily corvessa-weekly mission-weekly; do
    detente ceasefire figures "$dir" ossering --import "$here/figures/$body.csv" \
        --mapping "$here/figures/$body.toml" --reason "as the body published it"
done
for body in velduria corvessa mission; do
    detente ceasefire figures "$dir" ossering --import "$here/figures/$body-correction.csv" \
        --mapping "$here/figures/$body-correction.toml" --reason "the body corrected it"
done
