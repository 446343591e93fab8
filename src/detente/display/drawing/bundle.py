"""The program that makes drawings alive in a browser: Vega with its own interpreter, made once and kept."""

import functools
import gzip

__all__ = ["bundle_href", "bundle_packed", "bundle_stamp"]


@functools.cache
def bundle_stamp() -> str:
    """Return what the bundle's address changes with: the version of what makes it."""
    from importlib.metadata import version

    return version("vl-convert-python")


def bundle_href() -> str:
    """Return the address of the bundle."""
    return f"/drawings/{bundle_stamp()}/vega.js"


@functools.lru_cache(maxsize=1)
def bundle_packed() -> bytes:
    """Return the bundle, packed with gzip. The first call takes a second."""
    import vl_convert

    # its types ask for a snippet, without which it makes the whole program
    made: str = vl_convert.javascript_bundle()  # type: ignore[call-arg]
    return gzip.compress(made.encode(), mtime=0)
