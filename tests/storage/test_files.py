"""Bytes of files: whole under their SHA-256, once, and gone when nobody refers to them; rows that wait their hour."""

import os
import threading
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.taking import LONGEST_NAME, shown
from handlers.works import numbered
from storage import files
from storage.kept import Kept
from storage.session import Session
from storage.work import Storage
from tests.storage.rows import person

START = datetime(2026, 11, 18, 8, 20, tzinfo=UTC)
HOUR = timedelta(hours=1)
PAPER = b"%PDF-1.7 let the pupils speak first"


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path, 1)


def _all(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.rglob("*") if path.is_file())


def test_the_same_content_is_kept_once(kept: Kept, tmp_path: Path) -> None:
    path = kept.keep(PAPER, START)
    assert kept.keep(PAPER, START + HOUR) == path == kept.path(sha256(PAPER).hexdigest())
    assert path.read_bytes() == PAPER
    assert _all(tmp_path) == [sha256(PAPER).hexdigest()]


def test_many_at_once_leave_one_whole_file(kept: Kept, tmp_path: Path) -> None:
    threads = [threading.Thread(target=kept.keep, args=(PAPER * 1000, START)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(_all(tmp_path)) == 1


def test_it_is_on_disk_with_its_name_when_it_is_said_to_be_kept(
    kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    monkeypatch.setattr("os.fsync", lambda handle: synced.append(os.fstat(handle).st_ino))
    path = kept.keep(PAPER, START)
    assert synced == [place.stat().st_ino for place in (path, *path.parents[:4])]
    assert path.parents[3] == tmp_path


def test_a_write_that_fails_leaves_nothing(kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="no space"):
        kept.keep(PAPER, START)
    assert _all(tmp_path) == []


def test_what_nobody_refers_to_goes_after_an_hour(kept: Kept, tmp_path: Path) -> None:
    mine, orphan = kept.keep(b"mine", START), kept.keep(b"orphan", START)
    kept.sweep({mine.name}, START - HOUR)
    assert len(_all(tmp_path)) == 2
    kept.sweep({mine.name}, START)
    assert not orphan.exists()
    assert mine.exists()


def test_what_is_kept_again_is_left_alone(kept: Kept) -> None:
    path = kept.keep(PAPER, START)
    kept.keep(PAPER, START + 2 * HOUR)
    kept.sweep((), START + HOUR)
    assert path.exists()


def test_what_a_channel_received_and_nobody_took_in_goes_too(kept: Kept) -> None:
    kept.received.mkdir(parents=True)
    received = kept.received / "ab12"
    received.write_bytes(PAPER)
    came = datetime.fromtimestamp(received.stat().st_mtime, UTC)
    kept.sweep((), came - HOUR)
    assert received.exists()
    kept.sweep((), came + HOUR)
    assert not received.exists()


def test_schools_share_nothing(tmp_path: Path) -> None:
    ours, theirs = Kept(tmp_path, 1).keep(PAPER, START), Kept(tmp_path, 2).keep(PAPER, START)
    Kept(tmp_path, 1).sweep((), START + HOUR)
    assert not ours.exists()
    assert theirs.exists()


def test_rows_wait_their_hour(storage: Storage, school: int) -> None:
    def put(session: Session) -> int:
        sender = person("李娜")
        session.add(sender)
        session.flush()
        files.put(session, sender.id, sha256="ab", name="论文.pdf", size=3, at=START)
        return sender.id

    sender = storage.write(school, put).result()

    def look(hours: float) -> int:
        return len(storage.read(school, lambda session: files.loose(session, sender, START + hours * HOUR)).result())

    assert (look(0.9), look(1)) == (1, 0)
    assert storage.read(school, files.next_to_forget).result() == START + HOUR
    storage.write(school, lambda session: files.forget(session, START + 0.9 * HOUR)).result()
    assert storage.read(school, files.contents).result() == {"ab"}
    storage.write(school, lambda session: files.forget(session, START + HOUR)).result()
    assert storage.read(school, files.contents).result() == set()
    assert storage.read(school, files.next_to_forget).result() is None


@given(st.text(), st.booleans())
def test_numbers_in_words(text: str, surely: bool) -> None:
    assert all(0 <= number < 10**9 for number in numbered(text, surely=surely))
    assert 128 in numbered(f"{text} #128 ")


@given(st.text())
def test_names_are_fit_to_be_shown(name: str) -> None:
    said = shown(name)
    assert said
    assert said.isprintable()
    assert len(said) <= LONGEST_NAME
    assert not set("/\\") & set(said)
    assert shown(said) == said


@given(st.text(st.characters(categories=["L", "N"]), min_size=1), st.sampled_from([".docx", ".pdf", ".JPG"]))
def test_names_keep_their_suffix(stem: str, suffix: str) -> None:
    assert shown(f"../{stem}{suffix}").endswith(suffix)
