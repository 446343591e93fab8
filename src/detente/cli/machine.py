"""The account of the machine that a command runs under."""

import contextlib
import os

__all__ = ["machine_account"]


def machine_account() -> str:
    """Return the machine's account that this runs under: what is known of who asks, besides the name that is given."""
    if os.name != "posix":
        with contextlib.suppress(OSError):
            return os.getlogin()  # what the system says; a variable of the environment could be any name
        return "not known"
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())
