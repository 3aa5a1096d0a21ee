"""The first page of a web archive (`.warc`, `.warc.gz`, `.wacz`), by warcio (extra `[intake]`)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from malirussia.errors import MaliRussiaError
from malirussia.intake.reading.html import WITHOUT_EXTRA
from malirussia.paths import LARGEST


def archived(content: bytes, wanted: str | None = None) -> tuple[bytes, str]:
    """Read a page out of an archive.

    Args:
        content: The archive.
        wanted: The address of the page; the first page that is HTML if None.

    Returns:
        Its bytes and its address.

    Raises:
        MaliRussiaError: If the extra is missing, or there is no such page in it.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError:
        raise MaliRussiaError("WARC", "warcio is not installed", WITHOUT_EXTRA) from None
    for part in _parts(content):
        try:
            for record in ArchiveIterator(io.BytesIO(part)):
                if record.rec_type != "response" or record.http_headers is None:
                    continue
                address = record.rec_headers.get_header("WARC-Target-URI") or ""
                kind = record.http_headers.get_header("Content-Type") or ""
                done = record.http_headers.get_statuscode() == "200"
                if done and "html" in kind and wanted in (None, address):
                    return record.content_stream().read(LARGEST), address
        except ArchiveLoadFailed as error:
            raise MaliRussiaError("WARC", f"damaged ({error})", "archive the page anew") from None
    raise MaliRussiaError("WARC", "no such page in it", "name its address: --url")


def _parts(content: bytes) -> Iterator[bytes]:
    """The archive itself, or those that a WACZ holds."""
    if not content.startswith(b"PK\x03\x04"):
        yield content
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for member in packed.infolist():
                if member.filename.endswith((".warc", ".warc.gz")) and member.file_size <= LARGEST:
                    yield packed.read(member)
    except zipfile.BadZipFile as error:
        raise MaliRussiaError("WACZ", f"damaged ({error})", "archive the page anew") from None
