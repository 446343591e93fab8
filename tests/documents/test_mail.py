"""Mails and mailboxes: what the sender wrote, what he forwards, what is attached."""

import io
import time
from collections import Counter
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.core.errors import DocumentError
from detente.core.ids import hash_bytes
from detente.documents.document import Document
from detente.documents.formats import cut_stream
from detente.documents.mail import MAIL_BYTES, cut_mail, cut_mailbox
from detente.documents.mail_body import read_mail
from detente.documents.packet import Packet

HEAD = (
    'From: "Liaison Office, North" <desk@north.example>\nDate: Wed, 16 Jun 2021 09:00:00 +0400 (+04)\n'
    "Message-ID: <m1@north.example>\n"
)


def mail(text: str, *, subject: str = "Bridge", head: str = "", kind: str = "text/plain; charset=utf-8") -> bytes:
    return f"{HEAD}Subject: {subject}\nContent-Type: {kind}\n{head}\n{text}".encode()


def body(text: str, **more: str) -> str:
    return read_mail(mail(text, **more), name="x.eml").text


def cut(data: bytes, passed: Counter[str] | None = None) -> list[Packet]:
    return list(cut_mail(io.BytesIO(data), name="x.eml", passed=passed))


def composed(text: str, *, subject: str = "Reports") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = "a@b.example", subject, "Tue, 1 Feb 2022 08:30:00 -0500"
    message.set_content(text)
    return message


def test_a_mail_with_what_its_head_states() -> None:
    (packet,) = cut(mail("Two men were hurt.\n"))
    assert (packet.name, packet.suffix) == ("x.eml", ".eml")
    assert (packet.carried.published, packet.carried.title) == ("2021-06-16T09:00:00+04:00", "Bridge")
    document = read_mail(packet.data, name=packet.name)
    assert (document.id, document.text, document.format) == ("mid:m1@north.example", "Two men were hurt.", "mail")
    assert (document.publisher, document.title) == ("Liaison Office, North", "Bridge")


def test_what_is_attached_is_a_document_inside_the_mail() -> None:
    message = composed("See the papers.")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="report.pdf")
    message.add_attachment(
        "Мост".encode("cp1251"), maintype="text", subtype="plain", params={"charset": "windows-1251"}
    )
    message.add_attachment(b"PK", maintype="application", subtype="octet-stream", filename="Words.DOCX")
    whole, *attached = cut(message.as_bytes())
    assert [(p.name, p.suffix) for p in attached] == [("x.eml:2", ".pdf"), ("x.eml:3", ".txt"), ("x.eml:4", ".docx")]
    assert {p.inside for p in attached} == {hash_bytes(whole.data)}
    assert attached[1].data.decode() == "Мост"
    assert {p.carried.published for p in attached} == {"2022-02-01T08:30:00-05:00"}


def test_a_mail_of_nothing_but_attachments_is_only_those() -> None:
    message, passed = composed("\n \n"), Counter[str]()
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="report.pdf")
    message.add_attachment(b"GIF", maintype="image", subtype="gif", filename="logo.gif")
    assert [p.suffix for p in cut(message.as_bytes(), passed)] == [".pdf"]
    assert passed == {"a mail without words of its own": 1, "attached image": 1}


def test_an_empty_mail_is_said_to_be() -> None:
    (packet,) = cut(mail(" \n"))
    with pytest.raises(DocumentError, match=r"empty|white space"):
        read_mail(packet.data, name=packet.name)


def test_a_mail_in_a_mail_is_cut_in_its_turn_and_not_without_end() -> None:
    inner = composed("The innermost.", subject="0")
    inner.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="report.pdf")
    for depth in range(1, 7):
        outer = composed(f"Around {depth}.", subject=str(depth))
        outer.add_attachment(inner)
        inner = outer
    packets = cut(inner.as_bytes())
    assert [p.carried.title for p in packets if p.error is None] == ["6", "5", "4", "3"]
    assert packets[-1].error is not None
    assert "deep" in packets[-1].error.message
    (nested,) = cut(composed("Outer").as_bytes() + b"")
    assert nested.inside == ""


def test_plain_text_goes_before_html_unless_it_only_points_to_it() -> None:
    message = composed("The plain words.")
    message.add_alternative("<p>The <b>HTML</b> words.</p><script>x()</script>", subtype="html")
    assert read_mail(message.as_bytes(), name="x").text == "The plain words."
    pointer = composed("This mail needs a reader of HTML mails.")
    pointer.add_alternative("<p>The <b>rich</b> words.</p><p>Second.</p>", subtype="html")
    assert read_mail(pointer.as_bytes(), name="x").text == "The rich words.\n\nSecond."


def test_an_html_mail_loses_its_quotes_and_signature() -> None:
    html = (
        "<div>Two were hurt.</div><div class='gmail_signature'>A. Desk</div><blockquote type='cite'>What?</blockquote>"
        "<div class='gmail_quote'>On Monday X wrote: old</div><blockquote>The road is shut, he said.</blockquote>"
    )
    document = read_mail(mail(html, kind="text/html; charset=utf-8"), name="x")
    assert document.text == "Two were hurt.\n\nThe road is shut, he said."
    assert dict(document.cut_away) == {"quoted mail": 27, "signature": 7}


def test_a_page_sent_as_a_mail_is_read_as_a_page_is() -> None:
    prose = "The ministry said on Tuesday that three soldiers were wounded near the bridge of Málaga. " * 4
    page = (
        "<!DOCTYPE html><html><head><meta charset='iso-8859-1'><title>Bridge</title></head><body>"
        "<nav><ul><li><a href='/'>Home</a></li><li><a href='/s'>Sport</a></li></ul></nav>"
        "<div class='cookie-notice'>We use cookies to improve your experience. Accept all cookies.</div>"
        f"<article><h1>Bridge</h1><p>{prose}</p></article>"
        "<footer>© Border Daily 2022.</footer></body></html>"
    )
    document = read_mail(mail(page, kind="text/html; charset=utf-8", subject="For you"), name="x")
    assert document.text == prose.strip()
    assert document.title == "For you"
    assert {"consent notice", "menu", "footer"} <= dict(document.cut_away).keys()


def test_a_page_that_is_quoted_takes_none_of_the_senders_words() -> None:
    html = "<p>Two were hurt.</p><div class='gmail_quote'><nav>Home</nav><p>Old words on a page.</p></div>"
    assert read_mail(mail(html, kind="text/html; charset=utf-8"), name="x").text == "Two were hurt."


@pytest.mark.parametrize(
    "quoted",
    [
        "On Tue, 15 Jun 2021 at 10:12, B. Desk <b@south.example> wrote:\n\n> What happened?\n> Where?",
        "On Tue, 15 Jun 2021 at 10:12, B. Desk\n<b@south.example>\nwrote:\n> What happened?",
        "> What happened?\n>> And before?",
        "-----Original Message-----\nFrom: B\nSent: Tuesday\nTo: A\nSubject: Bridge\n\nWhat happened?",
        "From: B. Desk <b@south.example>\nSent: Tuesday, 15 June 2021\nTo: A\n\nWhat happened?",
    ],
)
def test_what_an_answer_quotes_is_cut_away_and_counted(quoted: str) -> None:
    document = read_mail(mail(f"Two men were hurt.\n\n{quoted}\n", subject="Re: Bridge"), name="x")
    assert document.text == "Two men were hurt."
    ((kind, count),) = document.cut_away
    assert kind == "quoted mail"
    assert abs(count - len(quoted)) <= 3


@pytest.mark.parametrize(
    "quoted",
    [
        "On Mon, 12 Sep 2022, Bob wrote:\n> Old words about nothing.\n> More.",
        "On Mon, Sep 12, 2022, B. Desk wrote:\n\n> Old words about nothing.",
        "> Old words about nothing.\n> More.",
        ">Old words about nothing.\n>\n>More.",
    ],
)
@pytest.mark.parametrize("signature", ["", "\n\n-- \nA. Desk\nTel 123"])
def test_what_is_quoted_below_a_mail_that_does_not_say_it_answers_is_cut_away(quoted: str, signature: str) -> None:
    document = read_mail(mail(f"Two men were hurt.\n\n{quoted}{signature}\n", subject="Report"), name="x")
    assert document.text == "Two men were hurt."
    assert abs(dict(document.cut_away)["quoted mail"] - len(quoted)) <= 3


def test_answers_between_the_lines_stay() -> None:
    text = "> How many?\nTwo.\n\n> Where?\nAt the bridge.\n"
    assert body(text, subject="AW: Bridge") == "Two.\n\nAt the bridge."


@pytest.mark.parametrize(
    "said",
    [
        "Displaced:\n> 500 in the north\n> 200 in the south",
        "On 3 May 2021 the ministry wrote:\n> We regret it.",
        "From: the north\nof the valley, shots were heard.",
        "On Tuesday he wrote:\nThe talks are over.",
        "On Mon, 12 Sep 2022, the ministry wrote:\n> We regret it.",
        "The ministry's own words:\n\n> We regret it very much.",
        "Two were hurt.\n\n> We regret it very much.\n\nSo the ministry.",
        "Displaced in all.\n\n> 500 in the north\n> 200 in the south",
    ],
)
def test_what_only_looks_like_a_quoted_mail_stays(said: str) -> None:
    assert body(said) == said


@pytest.mark.parametrize(
    ("subject", "marker"),
    [
        (
            "Report",
            "---------- Forwarded message ---------\nFrom: B <b@south.example>\nDate: Tue\n\nThree lorries passed.",
        ),
        ("Report", "Begin forwarded message:\n\n> From: B\n>\n> Three lorries passed."),
        ("Fwd: Report", "On Tue, 15 Jun 2021 at 10:12, B <b@south.example> wrote:\n> Three lorries passed."),
        ("FW: Report", "-----Original Message-----\nFrom: B\nSent: Tuesday\nTo: A\n\nThree lorries passed."),
    ],
)
def test_what_is_forwarded_is_what_is_sent(subject: str, marker: str) -> None:
    document = read_mail(mail(f"See below.\n\n{marker}\n", subject=subject), name="x")
    assert document.text.startswith("See below.")
    assert "\nThree lorries passed." in document.text
    assert document.cut_away == ()


OUTLOOK_HEAD = "From: {}\nSent: {}\nTo: Desk\nSubject: Bridge\n\n"


def test_a_forwarded_mail_is_the_words_of_who_wrote_it_on_the_day_he_did() -> None:
    first = OUTLOOK_HEAD.format("Ann Lee <ann@relief.example>", "Tuesday, June 8, 2021 9:00 PM")
    last = OUTLOOK_HEAD.format("Press Office <press@ministry.example>", "Monday, June 7, 2021 8:00 PM")
    text = f"See below.\n\n{'_' * 32}\n{first}Please use.\n\n-----Original Message-----\n{last}Two men were hurt.\n"
    document = read_mail(mail(text, subject="FW: FW: Bridge"), name="x")
    assert (document.publisher, document.published, document.title) == ("Press Office", "2021-06-07", "Bridge")
    assert document.text == "See below.\n\nPlease use.\n\nTwo men were hurt."
    assert dict(document.cut_away).keys() == {"forwarded head"}


@pytest.mark.parametrize(
    ("note", "sent"), [("See below.", "on a day"), ("We were there ourselves and saw it. " * 10, "June 7, 2021")]
)
def test_a_forwarded_mail_stays_its_senders_where_he_says_much_or_the_day_is_not_told(note: str, sent: str) -> None:
    head = OUTLOOK_HEAD.format("Press Office <press@ministry.example>", sent)
    document = read_mail(mail(f"{note}\n\n{head}Two men were hurt.\n", subject="FW: Bridge"), name="x")
    assert document.publisher == "Liaison Office, North"
    assert "From: Press Office" in document.text


def test_a_quotation_whose_introduction_is_marked_as_well_is_cut_away() -> None:
    assert (
        body("Two were hurt.\n\n> On Thu, B. Desk wrote:\n> What happened?\n\nNo more.\n")
        == "Two were hurt.\n\nNo more."
    )


def test_the_notices_of_a_mailing_list_are_cut_away_and_counted() -> None:
    html = "<p>Two were hurt.</p><p><a href=x>Unsubscribe</a> | View this email in your browser</p>"
    document = read_mail(mail(html, kind="text/html; charset=utf-8"), name="x")
    assert document.text == "Two were hurt."
    assert dict(document.cut_away).keys() == {"mailing list notice"}
    assert body("He told them to\nunsubscribe from war.\n") == "He told them to\nunsubscribe from war."


@pytest.mark.parametrize("mark", ["-- ", "--"])
def test_a_signature_is_cut_away_and_counted(mark: str) -> None:
    document = read_mail(mail(f"Two men were hurt.\n{mark}\nA. Desk\nLiaison Office\n"), name="x")
    assert document.text == "Two men were hurt."
    assert dict(document.cut_away)["signature"] >= len("A. Desk\nLiaison Office")


def test_a_mail_of_nothing_but_quotes_says_so() -> None:
    with pytest.raises(DocumentError, match="nothing but what it quotes"):
        body("> What happened?\n", subject="Re: Bridge")


def test_flowed_text_is_unfolded() -> None:
    text = "Two men were \nhurt near \nthe bridge.\n\n From there it \n>old \n>words\n-- \nA\n"
    document = read_mail(mail(text, kind="text/plain; format=flowed", subject="Re: x"), name="x")
    assert document.text == "Two men were hurt near the bridge.\n\nFrom there it"
    assert body("a \nb\n", kind="text/plain; format=flowed; delsp=yes") == "ab"


@pytest.mark.parametrize(
    ("kind", "data", "text"),
    [
        ("text/plain; charset=koi8-r", "Мост".encode("koi8-r"), "Мост"),
        ("text/plain; charset=no-such", "Ağdam".encode(), "Ağdam"),
        ("text/plain; charset=us-ascii", "Ağdam".encode(), "Ağdam"),
        ("text/plain; charset=utf-8", "Málaga".encode("latin-1"), "Málaga"),
        ("text/plain; charset=utf-8", "Ağdam, Şuşa".encode() + b"\xff", "Ağdam, Şuşa\ufffd"),
        ("text/plain; charset=punycode", b"Agdam", "Agdam"),
        ('text/plain; charset="', b"Agdam", "Agdam"),
    ],
)
def test_encodings_stated_rightly_wrongly_or_not(kind: str, data: bytes, text: str) -> None:
    assert read_mail(mail("", kind=kind) + data, name="x").text == text


@pytest.mark.parametrize(
    ("encoding", "data", "text"),
    [
        ("base64", b"VHdvIG1lbg", "Two men"),
        ("base64", b"VHdv!!IG1lbg==", "Two men"),
        ("quoted-printable", b"Two=20men=", "Two men"),
    ],
)
def test_transfer_encodings_that_are_not_whole(encoding: str, data: bytes, text: str) -> None:
    assert read_mail(mail("", head=f"Content-Transfer-Encoding: {encoding}\n") + data, name="x").text == text


@pytest.mark.parametrize("kind", ["text/plain; charset=nonsense", "text/plain; charset=windows-1251"])
@pytest.mark.parametrize("data", [b"not base64 !!!! The army left.", b"notbase64!!!!/////gABAg"])
def test_words_that_are_not_the_base64_they_are_said_to_be_are_refused(kind: str, data: bytes) -> None:
    with pytest.raises(DocumentError, match="base64"):
        read_mail(mail("", kind=kind, head="Content-Transfer-Encoding: base64\n") + data, name="x")


@pytest.mark.parametrize("subject", ["=?utf-8?B?0JzQvtGB0YI=?=", "=?koi8-r?Q?=ED=CF=D3=D4?=", "Мост"])
def test_a_head_in_other_letters(subject: str) -> None:
    assert cut(mail("Words.", subject=subject))[0].carried.title == "Мост"


@pytest.mark.parametrize(
    "data",
    [
        mail("x", kind='multipart/encrypted; boundary="b"'),
        mail("x", kind="application/pkcs7-mime; smime-type=enveloped-data"),
    ],
)
def test_an_encrypted_mail_says_so(data: bytes) -> None:
    with pytest.raises(DocumentError, match="encrypted"):
        cut(data)
    with pytest.raises(DocumentError, match="encrypted"):
        body("-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n")


def test_what_outlook_hides_is_refused_in_words() -> None:
    message = composed("See the paper.")
    message.add_attachment(b'x\x9f>"', maintype="application", subtype="ms-tnef", filename="winmail.dat")
    packet = cut(message.as_bytes())[1]
    assert packet.error is not None
    assert "winmail.dat" in packet.error.message


@pytest.mark.parametrize("data", [b"", b"plain words\n", b"\x00\xff", b"<html></html>", b"Key: value\n\ntext"])
def test_what_is_no_mail_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        cut(data)
    assert caught.value.code == "not_a_document"


def test_files_of_documents_attached_to_a_mail_in_a_mailbox_are_cut_too() -> None:
    message = composed("See the lines and the feed.")
    lines = b'{"id": "1", "text": "One."}\n{"id": "2", "text": "Two."}\n'
    message.add_attachment(lines, maintype="application", subtype="octet-stream", filename="a.jsonl")
    feed = b"<rss version='2.0'><channel><item><title>A title</title></item></channel></rss>"
    message.add_attachment(feed, maintype="application", subtype="rss+xml")
    packets = list(cut_stream(io.BytesIO(box(message.as_bytes())), name="x.mbox", suffix=".mbox"))
    assert [p.suffix for p in packets] == [".eml", ".jsonl", ".jsonl", ".entry"]
    assert [p.name for p in packets] == ["x.mbox:1", "x.mbox:1:2:1", "x.mbox:1:2:2", "x.mbox:1:3:1"]
    assert {p.inside for p in packets[1:]} == {hash_bytes(packets[0].data)}


def test_a_mail_of_too_many_bytes_is_refused() -> None:
    with pytest.raises(DocumentError, match="32,000,000"):
        cut(b"x" * (MAIL_BYTES + 1))


def box(*mails: bytes) -> bytes:
    return b"".join(b"From a@b.example Wed Jun 16 09:00:00 2021\n" + data.rstrip() + b"\n\n" for data in mails)


def test_a_mailbox_is_cut_into_its_mails() -> None:
    data = box(mail("First.\n\n>From here on it was quiet.\nFrom: there"), b"no head", mail("Second."))
    first, broken, second = cut_stream(io.BytesIO(data), name="x.mbox", suffix=".mbox")
    assert read_mail(first.data, name="x").text == "First.\n\nFrom here on it was quiet.\nFrom: there"
    assert (broken.name, broken.error is not None) == ("x.mbox:2", True)
    assert (second.name, read_mail(second.data, name="x").text) == ("x.mbox:3", "Second.")
    with pytest.raises(DocumentError, match="no mailbox"):
        list(cut_mailbox(io.BytesIO(mail("x")), name="x.mbox"))


NESTED = "".join(f"--{n}\nContent-Type: multipart/mixed; boundary={n + 1}\n\n" for n in range(3_000))


@pytest.mark.parametrize(
    "data",
    [
        mail(NESTED, kind="multipart/mixed; boundary=0"),
        mail("--b\n\n" * 8_000, kind="multipart/mixed; boundary=b"),
        mail("Content-Type: message/rfc822\n\n" * 3_000, kind="message/rfc822"),
        mail("> " * 50_000 + "\n" + ">\n" * 50_000, subject="Re: x"),
        mail("-- \n" * 50_000),
        mail("On 1 1:11 " * 5_000 + "\n" + "\n>x\n" * 5_000, subject="Re: x"),
        mail("x", head="".join(f"X-{n}: y\n" for n in range(20_000))),
        mail("x", subject="=?utf-8?q?" * 2_000),
        mail("x", head='To: "' + "(" * 5_000 + "\n"),
    ],
    ids=["nested", "parts", "mails", "marks", "signatures", "introductions", "fields", "words", "addresses"],
)  # fmt: skip
def test_hostile_mails_end_soon(data: bytes) -> None:
    started = time.process_time()
    _open(data)
    assert time.process_time() - started < 5


def _open(data: bytes) -> list[Document]:
    try:
        mails = [packet for packet in cut(data) if packet.suffix == ".eml" and packet.error is None]
        return [read_mail(packet.data, name=packet.name) for packet in mails]
    except DocumentError:
        return []


PIECES = st.sampled_from([
    "From: a@b\n", "From: <\n", "Date: Wed\n", "Subject: =?x?b?", "Subject: Re:\n", "\n", "--b\n", "--b--\n", "> a\n",
    "Content-Type: multipart/mixed; boundary=b\n", "Content-Type: text/html; charset*=x'y'z\n", "<p>", "\udcff", "\x00",
    "Content-Type: message/rfc822\n", "Content-Disposition: attachment; filename*0*=utf-8''%ff\n", "Message-ID: <[>\n",
    "Content-Transfer-Encoding: base64\n", "Content-Transfer-Encoding: uuencode\n", "begin 644 x\n", "-- \n",
    'Content-Type: multipart/alternative; boundary="b\n', "Content-Type: text/plain; format=flowed; charset=\n",
])  # fmt: skip


@settings(max_examples=300, deadline=5_000)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=14).map(
            lambda p: "".join(p).encode("utf-8", "replace")
        ),
    )
)
def test_any_bytes_are_documents_or_a_reason(data: bytes) -> None:
    _open(data)
    _open(b"From: a@b\n" + data)
    packets = cut_stream(io.BytesIO(box(data)), name="x.mbox", suffix=".mbox")
    assert all(p.error is None or p.error.message for p in packets)
