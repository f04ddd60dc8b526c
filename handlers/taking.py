"""Files on their way in: checked, and their bytes kept, before anything is said of them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bot.message import Attachment, Message, Problem, Reply
from storage.kept import Kept

Dangerous = Callable[[str, bytes], bool]
"""(name, content) → is it a program, or may it hold one?"""

LARGEST = 100 * 1024 * 1024
LONGEST_NAME = 120
NAMELESS = "文件"

PROBLEMS: dict[Problem, str] = {
    "too_large": "文件太大，没有收，请压缩图片或拆开再发",
    "dangerous": "这个文件里可能有程序，没有收，请存成 Word 或 PDF 再发",
    "lost": "文件没有收到，请再发一次",
}


def take(message: Message, kept: Kept, dangerous: Dangerous) -> Message:
    """The message with its files kept, on disk when this returns; what is not kept says why.

    What a channel received is moved, any other is left where it is. Raises OSError where the disk does not take it.
    """
    taken = (_taken(sent, kept, dangerous, message.sent_at) for sent in message.attachments)
    return replace(message, attachments=tuple(taken))


def _taken(sent: Attachment, kept: Kept, dangerous: Dangerous, at: datetime) -> Attachment:
    name = shown(sent.name)
    data = None if sent.path is None else _read(sent.path, kept)
    problem = sent.problem or "lost" if data is None else _problem(name, data, dangerous)
    path = kept.keep(data, at) if data is not None and problem is None else None
    if sent.path is not None and sent.path.parent == kept.received:
        sent.path.unlink(missing_ok=True)
    return Attachment(name, path, problem)


def _read(path: Path, kept: Kept) -> bytes | None:
    """Channels call a file by its SHA-256: when it is gone, the same content may have been taken just before."""
    for source in (path, kept.path(path.name)):
        if source.is_file():
            with source.open("rb") as file:
                return file.read(LARGEST + 1)
    return None


def _problem(name: str, data: bytes, dangerous: Dangerous) -> Problem | None:
    if not data:
        return "lost"
    if len(data) > LARGEST:
        return "too_large"
    return "dangerous" if dangerous(name, data) else None


def shown(name: str) -> str:
    """A name for a line of text and for a row: printable, without directories, short, with its suffix."""
    last = "".join(sign for sign in name.replace("\\", "/").rpartition("/")[2] if sign.isprintable()).strip(". ")
    stem, dot, suffix = last.rpartition(".")
    if not dot or len(suffix) > 10:
        return last[:LONGEST_NAME] or NAMELESS
    return f"{stem[: LONGEST_NAME - len(suffix) - 1]}.{suffix}"


def problems(message: Message) -> Sequence[Reply]:
    """What became of the files that were not taken, and what to do; with their names where there are several."""
    several = len(message.attachments) > 1
    lines = [
        (f"{sent.name}：" if several else "") + PROBLEMS[sent.problem or "lost"]
        for sent in message.attachments
        if sent.path is None
    ]
    return [Reply("\n".join(lines))] if lines else []
