"""The files of records, to go with a form: named by what they belong to, and as many as one message carries."""

from collections.abc import Sequence
from pathlib import Path, PurePath

from handlers.forms.asked import line
from handlers.forms.form import Enclosed, Fields
from handlers.kinds import BY_NAME
from handlers.rights import may_file
from handlers.turn import Turn
from storage import files, records
from storage.kept import Kept
from storage.tables import File, Record

MOST_BYTES = 19_000_000
"""WeCom takes no file over 20 MB."""


def of_records(turn: Turn, found: Sequence[Record]) -> tuple[list[Fields], tuple[Enclosed, ...]]:
    """A row for each file that the asker may have, and the files; what no longer fits has a row that says so."""
    kept, room = Kept(turn.files, turn.roster.school_id), MOST_BYTES
    by_number = {record.number: record for record in found if _may(turn, record)}
    rows: list[Fields] = []
    enclosed: list[Enclosed] = []
    for file in sorted(files.of_records(turn.session, list(by_number)), key=lambda file: (file.number or 0, file.id)):
        record = by_number[file.number or 0]
        path = kept.path(file.sha256)
        there = path.is_file() and file.size <= room
        name = f"{len(rows) + 1:02d}-{_plain(file)}"
        rows.append({"文件": name, "说明": line(record), "编号": f"#{record.number}"} | _left_out(path, there))
        if there:
            room -= file.size
            enclosed.append(Enclosed(name, path))
    return rows, tuple(enclosed)


def _may(turn: Turn, record: Record) -> bool:
    return may_file(turn, record, records.parts(turn.session, record.number), BY_NAME[record.kind].role)


def _left_out(path: Path, there: bool) -> Fields:
    return {} if there else {"文件": "（没有放进来）" + ("文件太大，请单独索取" if path.is_file() else "文件读不到了")}


def _plain(file: File) -> str:
    return PurePath(file.name.replace("\\", "/")).name or "文件"
