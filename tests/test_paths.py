from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from malirussia import paths
from malirussia.errors import MaliRussiaError, NoProjectError


def test_the_checkouts_own_data_is_the_default(monkeypatch: pytest.MonkeyPatch, checkout: Path) -> None:
    monkeypatch.delenv(paths.DATA_VARIABLE, raising=False)
    assert paths.data_dir() == checkout / "data"
    assert paths.tidy_dir() == checkout / "data" / "tidy"


def test_the_data_folder_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(paths.DATA_VARIABLE, str(tmp_path))
    assert paths.evidence_dir() == tmp_path.resolve() / "evidence"
    assert paths.reference_dir() == tmp_path.resolve() / "reference"


@pytest.mark.parametrize("find", [paths.data_dir, paths.corpus_dir])
def test_a_named_folder_that_does_not_exist_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, find: object
) -> None:
    monkeypatch.setenv(paths.DATA_VARIABLE, str(tmp_path / "none"))
    monkeypatch.setenv(paths.CORPUS_VARIABLE, str(tmp_path / "none"))
    with pytest.raises(MaliRussiaError, match="no folder"):
        find()  # type: ignore[operator]


def test_an_empty_corpus_folder_is_no_corpus(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(paths.DATA_VARIABLE, str(tmp_path))
    monkeypatch.delenv(paths.CORPUS_VARIABLE, raising=False)
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / ".gitkeep").touch()
    assert paths.corpus_dir() is None
    (tmp_path / "corpus" / "an article.txt").write_text("x", encoding="utf-8")
    assert paths.corpus_dir() == (tmp_path / "corpus").resolve()


def test_a_named_corpus_comes_before_the_one_in_the_data_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(paths.CORPUS_VARIABLE, str(tmp_path))
    assert paths.corpus_dir() == tmp_path.resolve()


def test_the_nearest_evidence_above_the_working_folder_is_the_project(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(paths.DATA_VARIABLE, raising=False)
    for project in (tmp_path, tmp_path / "notebooks"):
        (project / "data" / "evidence").mkdir(parents=True)
    (tmp_path / "notebooks" / "deep").mkdir()
    monkeypatch.chdir(tmp_path / "notebooks" / "deep")
    assert paths.own_data_dir() == tmp_path.resolve() / "notebooks" / "data"
    assert paths.project_dir() == tmp_path.resolve() / "notebooks"


def test_without_a_project_what_came_with_the_package_is_for_reading_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, checkout: Path
) -> None:
    monkeypatch.delenv(paths.DATA_VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)
    assert paths.tidy_dir() == checkout / "data" / "tidy"
    for find in (paths.project_dir, lambda: paths.data_dir(packaged=False)):
        with pytest.raises(NoProjectError, match="malirussia init"):
            find()


def test_notebooks_are_run_on_the_data_that_the_variable_names(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "there" / "data" / "evidence").mkdir(parents=True)
    (tmp_path / "here" / "notebooks").mkdir(parents=True)
    monkeypatch.setenv(paths.DATA_VARIABLE, str(tmp_path / "there" / "data"))
    monkeypatch.chdir(tmp_path / "here")
    assert paths.project_dir() == tmp_path.resolve() / "there"
    (tmp_path / "here" / paths.PLAN).touch()
    assert paths.project_dir() == tmp_path.resolve() / "here"


def test_a_plain_name_stays_inside(tmp_path: Path) -> None:
    assert paths.inside(tmp_path, "a/b.txt") == tmp_path / "a" / "b.txt"


@pytest.mark.parametrize("name", ["", "..", "../x", "a/../../x", "/etc/passwd", "a\0b"])
def test_a_name_that_leaves_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(MaliRussiaError, match="leaves"):
        paths.inside(tmp_path, name)


def test_a_link_that_leads_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "out").symlink_to(tmp_path)
    with pytest.raises(MaliRussiaError, match="link"):
        paths.inside(home, "out/file.txt")


def test_a_file_is_replaced_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "table.csv"
    paths.replace_text(path, "é\n")
    paths.replace_text(path, "à\n")
    assert path.read_bytes() == "à\n".encode()
    assert list(path.parent.iterdir()) == [path]


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    paths.replace_text(path, "old")
    with pytest.raises(UnicodeEncodeError):
        paths.replace_text(path, "\ud800")
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_reader_never_sees_half_a_file(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    contents = ["a" * 200_000, "b" * 100_000]
    paths.replace_text(path, contents[0])
    seen: set[str] = set()
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            seen.add(path.read_text(encoding="utf-8"))

    reader = threading.Thread(target=read)
    reader.start()
    for i in range(100):
        paths.replace_text(path, contents[i % 2])
    done.set()
    reader.join()
    assert seen <= set(contents)


def test_links_that_lead_in_a_circle_are_told(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(MaliRussiaError, match="links that lead in a circle; remove the link"):
        paths.inside(tmp_path, "a")
    assert paths.shown(tmp_path / "a").endswith("/a")


def test_only_a_regular_file_of_some_size_is_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"12345")
    assert paths.read_regular(tmp_path / "a", most=5) == b"12345"
    with pytest.raises(MaliRussiaError, match="more than 4 bytes; give a smaller file"):
        paths.read_regular(tmp_path / "a", most=4)
    os.mkfifo(tmp_path / "pipe")
    for odd in (tmp_path, tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(MaliRussiaError, match="not a file; put a regular file there"):
            paths.read_regular(odd)


def test_a_disk_that_is_full_is_told_with_the_file(tmp_path: Path) -> None:
    def write_to_a_full_disk() -> None:
        with paths.naming(tmp_path / "a"), Path("/dev/full").open("wb") as file:
            file.write(b"x" * 100_000)

    with pytest.raises(OSError, match="No space left on device") as raised:
        write_to_a_full_disk()
    assert raised.value.filename == str(tmp_path / "a")


def test_the_home_of_a_stranger_is_no_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(paths.DATA_VARIABLE, "~nobody-of-this-name/data")
    with pytest.raises(MaliRussiaError, match="no folder ~nobody-of-this-name/data"):
        paths.data_dir()
