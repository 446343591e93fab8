"""What the mutations start from: a small whole file of every format, composed for this."""

import gzip
import json

__all__ = ["seeds_of"]

TOLD = "Observers at Gate Hill heard four explosions on 4 March 2026, three kilometres to the south-east."
PAGE = f"""<!doctype html><html lang="en"><head><title>Gate Hill</title><meta charset="utf-8">
<meta property="article:published_time" content="2026-03-04"></head><body><nav><a href="/">Home</a></nav>
<article><h1>Gate Hill</h1><p>{TOLD}</p><table><tr><td>4</td></tr></table></article></body></html>"""
RSS = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Post</title><link>https://news.example/</link>
<item><title>Fire</title><link>/1</link><guid>1</guid><pubDate>Wed, 04 Mar 2026 10:00:00 GMT</pubDate>
<description><![CDATA[<p>{TOLD}</p>]]></description></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://news.example/"><title>Post</title><entry>
<id>tag:1</id><title type="html">A &amp;amp; B</title><updated>2026-03-04T10:00:00Z</updated><link href="a"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{TOLD}</div></content></entry></feed>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Post",
    "items": [{"id": "1", "content_text": TOLD, "date_published": "2026-03-04"}],
}
ENTRY = {"title": "Fire", "content": f"<p>{TOLD}</p>", "url": "https://news.example/1", "published": "2026-03-04"}
MAIL = f"""From: Desk <desk@news.example>
Date: Wed, 4 Mar 2026 10:00:00 +0300
Subject: =?utf-8?B?R2F0ZSBIaWxs?=
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=utf-8; format=flowed
Content-Transfer-Encoding: quoted-printable

{TOLD}=20

On 3 March 2026 R. Okafor wrote:
> What of it?
--b
Content-Type: text/csv; name="a.csv"
Content-Transfer-Encoding: base64

dGV4dCxkYXRlDQpBIHNoZWxsIGZlbGwsMjAyNi0wMy0wNA0K
--b--
"""
TABLE = f'id;date;text\n1;2026-03-04;"{TOLD}"\n2;;"said ""no"""\n'
FORM = (
    "observer,mission,place,lat,lon,from,to,method,what,count_kind,count,direction,near,far\n"
    "R. Okafor,Team 3,Gate Hill,41.2,45.3,2026-03-04T10:05+03:00,2026-03-04T14:10+03:00,heard,"
    "explosion,exact,4,SE,3,6\n"
)
OBSERVATION = dict(zip(*(line.split(",") for line in FORM.splitlines()), strict=True))
ANSWER = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(PAGE)}\r\n\r\n{PAGE}"
RECORD = (
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:11111111-1111-1111-1111-111111111111>\r\n"
    "WARC-Target-URI: https://news.example/1\r\nWARC-Date: 2026-03-04T10:00:00Z\r\n"
    f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(ANSWER)}\r\n\r\n{ANSWER}\r\n\r\n"
)
OPML = """<?xml version="1.0"?><opml version="2.0"><head/><body><outline text="Press">
<outline type="rss" text="Post" xmlUrl="https://news.example/feed"/></outline></body></opml>"""
ROBOTS = "User-agent: *\nDisallow: /private/*.html$\nAllow: /\nCrawl-delay: 2\nSitemap: https://news.example/map.xml\n"

SEEDS: dict[str, tuple[str, ...]] = {
    "feed": (RSS, ATOM, json.dumps(JSON_FEED)),
    "entry": (json.dumps(ENTRY),),
    "mail": (MAIL,),
    "mailbox": (f"From desk Wed Mar  4 10:00:00 2026\n{MAIL}\nFrom desk Wed Mar  4 11:00:00 2026\n{MAIL}",),
    "table": (TABLE, TABLE.replace(";", "\t")),
    "form": (FORM,),
    "observation": (json.dumps(OBSERVATION),),
    "warc": (RECORD, RECORD + RECORD),
    "html": (PAGE,),
    "jsonl": (json.dumps({"id": "1", "text": TOLD, "published": "2026-03-04"}) + "\n{}\n",),
    "plain": (TOLD,),
    "opml": (OPML,),
    "robots": (ROBOTS,),
}


def seeds_of(target: str) -> tuple[bytes, ...]:
    """Return the files that a target's mutations start from."""
    plain = tuple(seed.encode() for seed in SEEDS[target])
    return (*plain, gzip.compress(plain[0], mtime=0)) if target == "warc" else plain
