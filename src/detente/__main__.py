"""Where the command line begins: ``python -m detente``, and the script that is installed."""

import signal

__all__ = ["main"]


def main() -> None:
    """Run the command line; until it can say what was kept, Ctrl-C ends the process without a word."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from detente.cli import main as run

    run()


if __name__ == "__main__":
    main()
