"""Fuzzes one target, or all in turn, for so many seconds each: ``python tests/fuzz/run.py [--seconds N] [TARGET...]``.

What is found is an exception that is none of ours, memory or time without end; the bytes that did it are written to
``fuzz/`` and the exit status is 1. Each target runs in a process of its own, since what is found ends it.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOUND = ROOT / "fuzz"
LONGEST = 20_000
PATIENCE = 15
"""Seconds for one input; under guard it has twice that."""
INSTRUMENTED = ["detente", "feedparser", "sgmllib", "protego", "email"]


def fuzz(target: str, seconds: int, corpus: Path) -> None:
    """Fuzz a target in this process; never returns."""
    import atheris

    with atheris.instrument_imports(include=INSTRUMENTED, enable_loader_override=False):
        from targets import TARGETS, attempt
    options = (
        f"-max_total_time={seconds}",
        f"-max_len={LONGEST}",
        f"-timeout={PATIENCE}",
        f"-artifact_prefix={FOUND}/{target}-",
        "-print_final_stats=1",
        "-verbosity=0",
    )
    atheris.Setup([sys.argv[0], *options, str(corpus)], lambda data: attempt(TARGETS[target], data))
    atheris.Fuzz()


def fuzz_apart(target: str, seconds: int) -> bool:
    """Fuzz a target in a process of its own, from its seeds; return whether nothing was found."""
    from seeds import seeds_of

    with tempfile.TemporaryDirectory() as folder:
        for number, seed in enumerate(seeds_of(target)):
            (Path(folder) / str(number)).write_bytes(seed)
        command = [sys.executable, __file__, "--seconds", str(seconds), "--corpus", folder, target]
        done = subprocess.run(command, check=False, capture_output=True, text=True, errors="replace")
    runs = [line.split()[-1] for line in done.stderr.splitlines() if "number_of_executed_units" in line]
    print(f"{target}: {runs[0] if runs else 'no'} inputs, {'nothing found' if done.returncode == 0 else 'FOUND'}")
    if done.returncode != 0:
        print(done.stdout[-3000:], done.stderr[-2000:], f"the bytes are in {FOUND}", sep="\n")
    return done.returncode == 0


def main() -> int:
    """Fuzz what is asked for."""
    from seeds import SEEDS

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(SEEDS))
    given = parser.parse_args()
    if given.corpus:
        fuzz(given.targets[0], given.seconds, given.corpus)
    FOUND.mkdir(exist_ok=True)
    clean = [fuzz_apart(target, given.seconds) for target in given.targets or SEEDS]
    return 0 if all(clean) else 1


if __name__ == "__main__":
    sys.exit(main())
