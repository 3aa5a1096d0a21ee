"""Begins the file of a source."""

from __future__ import annotations

from pathlib import Path

from malirussia import paths
from malirussia.errors import MaliRussiaError
from malirussia.evidence import corpus as copies
from malirussia.evidence import records as shape
from malirussia.evidence import yaml_lines
from malirussia.evidence.corpus import Copy
from malirussia.evidence.model import SourceFile
from malirussia.evidence.new_source import new_source
from malirussia.evidence.vocabulary import slug


def copy_as_coded(copy: Path) -> Copy:
    """Read a copy, its words counted as those of the source are that was coded from it; as a new one's if none was.

    Raises:
        EvidenceError: If a source's file that names the copy cannot be read.
        MaliRussiaError: If it is not UTF-8.
    """
    uncoded = copies.read_file(copy)
    if paths.own_data_dir() is None:
        return uncoded
    for file in sorted((paths.evidence_dir() / "sources").glob("*.yaml")):
        # Most files are of another copy: they need not be parsed, nor be right.
        if uncoded.sha256 in file.read_text(encoding="utf-8", errors="replace"):
            data, lines = yaml_lines.load(file)
            source = shape.convert(data, SourceFile, lines).source
            if source.text_sha256 == uncoded.sha256:
                return copies.read_file(copy, source.scheme)
    return uncoded


def begin(copy: Path, *, source_id: str | None, lang: str) -> Path:
    """Write data/evidence/sources/<id>.yaml for a copy that is in the corpus folder.

    Args:
        copy: The copy.
        source_id: The source's id; made of the copy's name if None.
        lang: The language of the page, ISO 639.

    Returns:
        The file.

    Raises:
        MaliRussiaError: If the copy is elsewhere or not UTF-8, the id is none, or has a file already.
    """
    corpus = paths.corpus_dir() or paths.data_dir(packaged=False) / "corpus"
    if not copy.resolve().is_relative_to(corpus.resolve()):
        todo = "put the copy there: malirussia verify looks for it there"
        raise MaliRussiaError(str(copy), f"not in the corpus folder {corpus}", todo)
    name = copy.resolve().relative_to(corpus.resolve())
    new_id = slug(name.stem) if source_id is None else source_id
    if new_id != slug(new_id):
        raise MaliRussiaError(f"--id {new_id}", "is not an id", f"write it as {slug(new_id)}")
    if len(lang) not in (2, 3) or not (lang.isascii() and lang.isalpha() and lang.islower()):
        raise MaliRussiaError(f"--lang {lang}", "is no language", "give two or three small letters, such as fr")
    place = paths.inside(paths.evidence_dir() / "sources", f"{new_id}.yaml")
    text = new_source(copies.read_file(copy), new_id, name.as_posix(), lang)
    if place.exists():
        raise MaliRussiaError(str(place), "is there already", "give the source another id with --id")
    paths.replace_text(place, text)
    return place
