"""Text files in UTF-8, with a byte order mark or without; another encoding is told with its line."""

from __future__ import annotations

from malirussia.errors import MaliRussiaError

__all__ = ["decoded"]


def decoded(content: bytes, file: str, todo: str) -> str:
    """Return the text of a file.

    Args:
        content: Its bytes.
        file: The file, as it is to be shown.
        todo: What to do where it is in another encoding.

    Raises:
        MaliRussiaError: It is in another encoding; told with the line.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content[:4]:
        raise MaliRussiaError(f"{file}:1", "UTF-16, not UTF-8", todo)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # A file in UTF-8 has only few other bytes; one of Windows or an old Mac has one for each accent.
        line = content.count(b"\n", 0, error.start) + 1
        fault = f"byte {error.start} is not UTF-8 (Latin-1 or Windows-1252?)"
        raise MaliRussiaError(f"{file}:{line}", fault, todo) from error
