"""Addresses of pages, written one way: two that lead to one page are the same string."""

import re
from urllib.parse import SplitResult, quote, urlsplit

__all__ = ["address_of", "canonical_address", "site_of", "without_login"]

TRACKING = re.compile(
    r"utm_\w*|mc_[ce]id|fbclid|gclid|ttclid|gclsrc|dclid|gbraid|wbraid|msclkid|twclid|yclid|ysclid|igshid|igsh|_ga|_gl|_hsenc|_hsmi"
    r"|mkt_tok|ns_(?:campaign|mchannel|source|linkname|fee)|at_(?:campaign|medium|custom\d|link_\w+)|cmpid|ocid|smid|smtyp"
    r"|sr_share|xtor|wt_mc|spm|ref_src|ref_url|fb_(?:action_\w+|source|ref)|guccounter|guce_\w+|amp|outputtype|__twitter_impression",
    re.IGNORECASE,
)
"""Parameters that say how a reader came, or that the page is the fast version of itself; they choose no page."""
AMP = re.compile(r"^/amp(?=/.)|(?:/amp|(?<=[^/])\.amp)$|(?<=[^/])[/.]amp(?=\.html?$)")
INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$")
PORTS = {"http": 80, "https": 443}
KEPT = "!$&'()*+,;=:@-._~%"
ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}")
LONGEST = 2083
"""Characters of an address that browsers open; a longer one is kept as it is."""


def canonical_address(url: str) -> str:
    """Return an address as all who mean the same page write it; what is no web address comes back stripped."""
    stripped = url.strip()
    parts = _split(stripped)
    if parts is None or len(stripped) > LONGEST:
        return stripped
    host = _host(parts)
    query = _query(parts.query)
    return f"https://{host}{_path(parts.path)}{'?' + query if query else ''}"


def address_of(stated: str | None, fetched: str) -> str:
    """Return the address of a page: the one it states for itself where that is on the site it was fetched from.

    A page that names another site's address as its own could pass itself off as another publisher's. What it was
    fetched from may be no web address (a file's name); then nothing speaks against what it states.
    """
    own = (stated or "").strip()
    if _split(fetched.strip()) is None:
        return own or fetched.strip()
    parts = _split(own)
    names_page = parts is not None and (_path(parts.path) != "/" or bool(parts.query))
    return own if names_page and site_of(own) == site_of(fetched) else fetched.strip()


def without_login(url: str) -> str:
    """Return an address without the user name and password in it: they are somebody's, and choose no page."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return url.replace(f"//{parts.netloc}", f"//{parts.netloc.rpartition('@')[2]}", 1) if "@" in parts.netloc else url


def site_of(url: str) -> str:
    """Return the site an address is on: its host (and port) without "www.", "m." and "amp."; or ""."""
    parts = _split(url.strip())
    return _host(parts) if parts is not None else ""


def _split(url: str) -> SplitResult | None:
    """Return the parts of a web address, or None for anything else."""
    try:
        parts = urlsplit(url)
        known = parts.scheme.lower() in PORTS and parts.hostname and parts.port != 0
    except ValueError:
        return None
    return parts if known and not re.search(r"[\s\\<>]", parts.netloc) else None


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    bare = re.sub(r"^(?:(?:www\d?|m|mobile|amp)\.)+(?=[^.]+\.[^.])", "", _as_letters(host))
    inner = f"[{bare}]" if ":" in bare else bare
    # http and https are written alike, so the usual port of either is none
    return inner if parts.port in {None, *PORTS.values()} else f"{inner}:{parts.port}"


def _as_letters(host: str) -> str:
    """Return a host as the name service spells it: "münchen.example" and its "xn--" form are one."""
    if host.isascii():
        return host.lower()
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return host.lower()


def _path(path: str) -> str:
    kept = _without_dots("/".join(_escaped(part) for part in path.split("/") if part))
    # a session that a server wrote into the path
    kept = "/" + re.sub(r";jsessionid=[^/]*", "", kept, flags=re.IGNORECASE).strip("/")
    while (bare := INDEX.sub("", AMP.sub("", kept, count=1))) not in {kept, ""}:
        kept = bare
    return kept if bare else "/" if INDEX.fullmatch(kept) else kept


def _without_dots(path: str) -> str:
    kept: list[str] = []
    for part in path.split("/"):
        if part == "..":
            del kept[-1:]
        elif part != ".":
            kept.append(part)
    return "/".join(kept)


def _query(query: str) -> str:
    """Return parameters in alphabetical order without those that choose no page."""
    pairs = [pair for pair in query.split("&") if pair and not TRACKING.fullmatch(pair.partition("=")[0])]
    return "&".join(sorted("=".join(_escaped(part) for part in pair.split("=", 1)) for pair in pairs))


def _escaped(part: str) -> str:
    """Return a part of an address with percent signs before what needs them and no more (RFC 3986, 6.2.2)."""
    told = ESCAPED.sub(lambda found: _unescaped(found[0]), re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", part))
    return quote(told.encode("utf-8", "surrogatepass"), safe=KEPT)


def _unescaped(code: str) -> str:
    char = chr(int(code[1:], 16))
    return char if char.isascii() and (char.isalnum() or char in "-._~") else code.upper()
