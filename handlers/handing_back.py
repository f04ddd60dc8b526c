"""把我那篇论文发我: files come back in private, to whom they concern."""

from collections.abc import Sequence
from dataclasses import replace

from bot.message import Attachment, Reply
from handlers import works
from handlers.kinds import BY_NAME
from handlers.meant import said_numbers
from handlers.rights import may_file, owners
from handlers.scope import LONG_AGO, refusal, scope
from handlers.turn import Turn
from storage import files, records
from storage.kept import Kept
from storage.tables import Record

Replies = Sequence[Reply]

MOST = 10
NOT_YOURS = "这些文件只给本人、组长和教科室"
NO_RECORD = "没有找到这样的记录，请带上编号或题目，例如：把#128的文件发我"
LOST = "文件读不到了，请告诉教科室"


def get(turn: Turn) -> Replies:
    """The files of the records that are meant, the newest first, at most ten."""
    found, problem = _numbered(turn) if turn.slot("number") else _sought(turn)
    if problem:
        return [Reply(problem)]
    if not found:
        return [Reply(NO_RECORD)]
    mine = [record for record in found if _may(turn, record)]
    if not mine:
        return [Reply(NOT_YOURS)]
    return _given(turn, mine)


def _numbered(turn: Turn) -> tuple[list[Record], str]:
    numbers = said_numbers(turn)
    found = [record for number in numbers if (record := records.find(turn.session, number))]
    unknown = [number for number in numbers if number not in {record.number for record in found}]
    return found, f"没有 {'、'.join(f'#{number}' for number in unknown)} 这条记录" if unknown else ""


def _sought(turn: Turn) -> tuple[list[Record], str]:
    """As a question is read, but of all times; whose is not said is one's own, if one has any such."""
    ever = {"start": LONG_AGO.isoformat(), "end": f"{turn.today.year + 1}-12-31"}
    asked = scope(turn.of(replace(turn.frame, slots={"range": ever, **turn.frame.slots})))
    refused = refusal(turn, asked)
    if refused:
        return [], refused
    found = [record for kind in asked.kinds for record in records.rows(turn.session, asked.sought(kind))]
    own = [record for record in found if turn.person.id in _owners(turn, record)]
    if turn.slot("who") or (turn.slot("title") and not own):
        return found, ""
    return own, ""


def _owners(turn: Turn, record: Record) -> set[int]:
    return owners(record, records.parts(turn.session, record.number), BY_NAME[record.kind].role)


def _may(turn: Turn, record: Record) -> bool:
    return may_file(turn, record, records.parts(turn.session, record.number), BY_NAME[record.kind].role)


def _given(turn: Turn, found: list[Record]) -> Replies:
    kept = Kept(turn.files, turn.roster.school_id)
    rows = files.of_records(turn.session, [record.number for record in found])
    if not rows:
        shown = works.short(found[0]) if len(found) == 1 else f"这{len(found)}条记录"
        return [Reply(f"{shown}还没有文件，私聊发给我就行")]
    sent = [Attachment(row.name, path) for row in rows[:MOST] if (path := kept.path(row.sha256)).exists()]
    if not sent:
        return [Reply(LOST)]
    numbers = {row.number for row in rows}
    of = [record for record in found if record.number in numbers]
    text = f"{works.short(of[0])}的文件" if len(of) == 1 else f"{len(of)}条记录的文件，新的在前"
    text += f"（共{len(rows)}个，先给您{MOST}个）" if len(rows) > MOST else ""
    reply = Reply(text, files=tuple(sent), private=turn.in_group)
    return [Reply("文件已私聊发您"), reply] if turn.in_group else [reply]
