#!/bin/sh
# Builds the record of the Ossering Line from nothing: sh examples/ossering-line/build.sh DIR
# Everything that it reads is composed. Where an id is not known before it is read, a small tool runs the commands.
set -eu
dir=$1
here=$(dirname "$0")
tools=$here/../../tools
DETENTE_AUTHOR="Wanda Pell"
export DETENTE_AUTHOR

detente init "$dir"
detente ceasefire define "$dir" "$here/ceasefire.toml" --reason "the paper of 20 February 2019"
for body in velduria-daily corvessa-weekly mission-weekly; do
    detente ceasefire figures "$dir" ossering --import "$here/figures/$body.csv" \
        --mapping "$here/figures/$body.toml" --reason "as the body published it"
done
detente add "$dir" "$here/reports.jsonl" "$here/field/observations.csv"
for body in velduria corvessa mission; do
    detente ceasefire figures "$dir" ossering --import "$here/figures/$body-correction.csv" \
        --mapping "$here/figures/$body-correction.toml" --reason "the body corrected it"
done
detente ceasefire effort "$dir" ossering --import "$here/effort/effort.csv" --mapping "$here/effort/effort.toml" \
    --reason "as the mission tells it"
for table in corvessa-weekly corvessa-running velduria-areas accidents; do
    detente mines import "$dir" "$here/mines/$table.csv" --mapping "$here/mines/$table.toml" --reason "as its body told it"
done
python "$tools/review_line_example.py" "$here" "$dir"
python "$tools/enquire_line_example.py" "$here" "$dir"
