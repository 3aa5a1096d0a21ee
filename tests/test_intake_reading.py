"""Pages, PDFs, web archives and addresses: read as a person reads them, or refused in one line."""

from __future__ import annotations

import io
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from malirussia.errors import MaliRussiaError
from malirussia.intake.reading import web
from malirussia.intake.reading.read import read

PARAGRAPHS = (
    "Le Moulin du Nord livrera 14 000 tonnes de farine par mois à la Coopérative Bleue, a dit son directeur mardi.",
    "L’accord, dont la durée n’a pas été donnée, prévoit aussi la formation de douze meuniers à Valmont avant 2027.",
    "La coopérative, qui compte deux cents membres, avait demandé ces livraisons il y a trois mois, sans réponse.",
)
PAGE = f"""<!DOCTYPE html><html lang="fr"><head><title>Farine : un accord</title>
<meta property="og:site_name" content="La Gazette"><meta property="og:title" content="Farine : un accord">
<meta name="author" content="Awa Meunier"><meta property="article:published_time" content="2025-03-04T08:00:00Z">
<link rel="canonical" href="https://gazette.example/farine"></head>
<body><nav><a href="/">Accueil</a> <a href="/sport">Sport</a></nav>
<article><h1>Farine : un accord</h1>{"".join(f"<p>{one}</p>" for one in PARAGRAPHS)}</article>
<footer>Abonnez-vous</footer></body></html>"""


def pdf_of(lines: list[str]) -> bytes:
    """The smallest PDF that prints some lines."""
    shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
    stream = f"BT /F1 11 Tf 40 700 Td {shown} ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    made = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    made += b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        size, table, size, len(made),
    )  # fmt: skip
    return made


def warc_of(page: str, address: str) -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    held = io.BytesIO()
    writer = WARCWriter(held, gzip=True)
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
    body = io.BytesIO(page.encode())
    writer.write_record(writer.create_warc_record(address, "response", payload=body, http_headers=headers))
    return held.getvalue()


def test_a_saved_page_gives_its_body_and_what_it_says_of_itself(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    article = read(str(tmp_path / "page.html"))
    assert all(one in article.text for one in PARAGRAPHS)
    assert "Abonnez-vous" not in article.text
    assert "Sport" not in article.text
    assert (article.title, article.publisher, article.published) == ("Farine : un accord", "La Gazette", "2025-03-04")
    assert (article.authors, article.lang, article.url) == (["Awa Meunier"], "fr", "https://gazette.example/farine")


def test_a_pdf_is_read_with_its_broken_words_whole(tmp_path: Path) -> None:
    (tmp_path / "page.pdf").write_bytes(
        pdf_of(["Le moulin livrera 14 000 tonnes de fa-", "rine par mois, la farine", "de ce porte-", "parole."])
    )
    text = " ".join(read(str(tmp_path / "page.pdf")).text.split())
    assert "14 000 tonnes de farine par mois" in text


def test_a_page_comes_out_of_a_web_archive(tmp_path: Path) -> None:
    archive = warc_of(PAGE, "https://gazette.example/farine")
    (tmp_path / "page.warc.gz").write_bytes(archive)
    with zipfile.ZipFile(tmp_path / "page.wacz", "w") as packed:
        packed.writestr("archive/data.warc.gz", archive)
    for name in ("page.warc.gz", "page.wacz"):
        article = read(str(tmp_path / name))
        assert (article.kind, article.publisher) == ("warc", "La Gazette")
        assert PARAGRAPHS[0] in article.text
    with pytest.raises(MaliRussiaError, match="no such page"):
        read(str(tmp_path / "page.wacz"), url="https://gazette.example/autre")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.pdf", b"%PDF-1.4\nnothing", "cannot be opened"),
        ("b.warc", b"no archive at all, only words", "damaged|no such page"),
        ("c.wacz", b"PK\x03\x04 torn", "damaged"),
        ("d.html", b"<!DOCTYPE html><html><body></body></html>", "no article was found"),
    ],
)
def test_damaged_files_are_told_in_one_line(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(MaliRussiaError, match=told) as error:
        read(str(tmp_path / name))
    assert len(str(error.value).splitlines()) == 1


class _Gazette(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/farine":
            self._answer(200, PAGE.encode())
        elif self.path == "/large":
            self._answer(200, b"<p>x</p>" * (web.BYTES // 8 + 1))
        elif self.path == "/moved":
            self._answer(301, b"", location="/farine")
        elif self.path == "/circle":
            self._answer(302, b"", location="/circle")
        elif self.path == "/elsewhere":
            self._answer(302, b"", location="file:///etc/hostname")
        elif self.path == "/slow":
            self.send_response(200)
            self.end_headers()
            self.server.done.wait()  # type: ignore[attr-defined]
        else:
            self._answer(404, b"")

    def _answer(self, status: int, body: bytes, location: str | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        if location is not None:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def gazette() -> Iterator[str]:
    """The address of a server on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Gazette)
    server.done = threading.Event()  # type: ignore[attr-defined]
    running = threading.Thread(target=server.serve_forever)
    running.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.done.set()  # type: ignore[attr-defined]
    server.shutdown()
    running.join()
    server.server_close()


def test_a_page_is_fetched_where_this_machine_is_meant(gazette: str) -> None:
    article = read(f"{gazette}/farine", private=True)
    assert article.publisher == "La Gazette"
    assert PARAGRAPHS[1] in article.text


def test_an_address_of_this_machine_or_network_is_refused_unless_meant(gazette: str) -> None:
    for address in (
        f"{gazette}/farine",
        "http://localhost/",
        "http://10.0.0.1/",
        "http://[::1]/",
        "http://169.254.169.254/",
    ):
        with pytest.raises(MaliRussiaError, match="this machine or network"):
            read(address)


def test_redirects_are_told_and_followed_only_where_allowed(gazette: str) -> None:
    with pytest.raises(MaliRussiaError, match="--redirects"):
        read(f"{gazette}/moved", private=True)
    assert read(f"{gazette}/moved", private=True, redirects=True).title == "Farine : un accord"
    for path, told in (("circle", "more than 5 redirects"), ("elsewhere", "no address of the web")):
        with pytest.raises(MaliRussiaError, match=told):
            read(f"{gazette}/{path}", private=True, redirects=True)


def test_what_is_too_large_too_slow_or_not_there_is_told(gazette: str) -> None:
    for path, told in (("large", "more than"), ("none", "answers 404")):
        with pytest.raises(MaliRussiaError, match=told):
            web.fetch(f"{gazette}/{path}", private=True)
    with pytest.raises(MaliRussiaError, match="took too long"):
        web.fetch(f"{gazette}/slow", private=True, seconds=0.2)


@pytest.mark.parametrize("address", ["ftp://a.example/x", "file:///etc/hostname", "http://", "https://a:b@c.example/"])
def test_only_plain_addresses_of_the_web_are_fetched(address: str) -> None:
    with pytest.raises(MaliRussiaError):
        read(address)
