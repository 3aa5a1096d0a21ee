"""The text of a PDF, by pypdfium2 (extra `[intake]`)."""

from __future__ import annotations

from malirussia.errors import MaliRussiaError
from malirussia.intake.reading.html import WITHOUT_EXTRA

PAGES = 200
"""Pages that are read at most."""


def pdf(content: bytes) -> tuple[str, str | None]:
    """Read a PDF.

    Returns:
        Its text, page after page, and the title it carries.

    Raises:
        MaliRussiaError: If the extra is missing, it is no PDF, is locked, or holds pictures only.
    """
    try:
        import pypdfium2
    except ImportError:
        raise MaliRussiaError("PDF", "pypdfium2 is not installed", WITHOUT_EXTRA) from None
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise MaliRussiaError("PDF", f"cannot be opened ({error})", "save its text as .txt") from None
    with document:
        parts = [page.get_textpage().get_text_bounded() for page, _ in zip(document, range(PAGES), strict=False)]
        title = document.get_metadata_value("Title").strip() or None
    text = "\n".join(parts)
    if not text.strip():
        raise MaliRussiaError("PDF", "no text in it, only pictures", "read it by eye, and save its text as .txt")
    return text, title
