"""By which names the desk is asked for, each with its port; the first is the one that it gives out."""

from detente.desk.refusals import unusable
from detente.desk.settings import DeskSettings
from detente.display.language import say

__all__ = ["refuse_other_hosts"]


def refuse_other_hosts(given: str, settings: DeskSettings) -> None:
    """Raise a refusal where a browser asks for the desk by a name or a port that is none of its own.

    Another site can lead its own name to this machine: the browser would then take the desk for that site.
    """
    plain = settings.plain_host(given)
    name = plain.rpartition(":")[0] or plain
    if plain in settings.hosts or (not settings.hosts and name in settings.HERE):
        return
    raise unusable(
        say("The desk is not asked for by this name."), now=say("Ask for it by the name that you were given.")
    )
