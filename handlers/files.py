"""Files that people hand in: put to their record at once, asked about, or waited for."""

from collections.abc import Callable, Sequence

from bot.language import NONE, Frame
from bot.message import Reply
from handlers import asking, works
from handlers.doubts import Choice, Doubt
from handlers.help import courtesy
from handlers.kinds import BY_INTENT, BY_NAME
from handlers.rights import may_file
from handlers.taking import problems
from handlers.turn import Turn
from storage import files, notices, records
from storage.tables import File, Question, Record

Replies = Sequence[Reply]

ATTACH = "file.attach"
"""What is asked about files that wait; its slot `number` is the record's, or several that may be meant."""

DROP = -1
"""The number that is chosen for none."""

OFFERED = 5
HANDED_IN = "提交"
IN_PRIVATE = "群里收不了文件，请私聊发给我"
GIVE_UP = Choice("算了", DROP, words=asking.GIVEN_UP)
GONE = "文件等了一小时，没有留下，请再发一次"
DROPPED = "好，文件没有留下"
ANSWER_FIRST = "文件收到了，请先回答上面的问题"
NEW_ONE = "新的请说：交论文《题目》"


def receive(turn: Turn, handle: Callable[[Turn], Replies]) -> Replies:
    """A message with files: what its words say is done, and what is still loose then goes to its record."""
    means = _meaning(turn)
    if turn.in_group and means == Frame(ATTACH):
        return [Reply(IN_PRIVATE)]
    if not _put(turn):
        return [*(handle(turn) if turn.frame != NONE else ()), *problems(turn.message)]
    said = handle(turn.of(means))
    rest = _rest(turn) if means.intent != ATTACH else ()
    return [*said, *rest, *problems(turn.message)]


def _put(turn: Turn) -> bool:
    taken = [sent for sent in turn.message.attachments if sent.path is not None]
    for sent in taken:
        files.put(
            turn.session, turn.person.id,
            sha256=sent.kept.name, name=sent.name, size=sent.kept.stat().st_size, at=turn.now,
        )  # fmt: skip
    return bool(taken)


def _meaning(turn: Turn) -> Frame:
    """The sentence; but one that only names a work, or would be a question, says where the file belongs."""
    named = works.told_already(turn)
    if named:
        return Frame(ATTACH, {"number": named.number})
    asks = turn.frame == NONE or turn.frame.intent.startswith(("query.", "file.", "help", "correct.history"))
    return (_words(turn) or Frame(ATTACH)) if asks else turn.frame


def _rest(turn: Turn) -> Replies:
    """What the sentence left loose: with the one record that it made, or asked about."""
    if not files.loose(turn.session, turn.person.id, turn.now):
        return []
    made = [record.number for record in records.of_message(turn.session, turn.heard)]
    return attach(turn.of(Frame(ATTACH, {"number": made} if made else {})))


def answer(turn: Turn, question: Question | None) -> Frame | None:
    """What a message says of files that wait for their record; None when it says nothing of them."""
    chosen = asking.chosen(turn, question) if question else None
    if chosen is not None:
        return Frame(ATTACH, {"number": chosen[0]})
    if turn.in_group or turn.message.attachments or not files.loose(turn.session, turn.person.id, turn.now):
        return None
    named = works.told_already(turn)
    if named:
        return Frame(ATTACH, {"number": named.number})
    if turn.frame != NONE or courtesy(turn.message.text):
        return None
    return _words(turn, surely=question is None) or (Frame(ATTACH, {"unknown": True}) if question else None)


def _words(turn: Turn, *, surely: bool = False) -> Frame | None:
    """The record that the words name, or that the message quotes; `surely` where nothing asks for it."""
    quoted = turn.message.quoted
    text = turn.message.text
    numbers = works.numbered(quoted.text if quoted and quoted.own else text, surely=surely)
    numbers = numbers or [record.number for record in works.titled(turn, text, surely=surely)]
    return Frame(ATTACH, {"number": numbers[0] if len(numbers) == 1 else numbers}) if numbers else None


def attach(turn: Turn) -> Replies:
    """Puts the person's loose files to the record that is named or waits for one; else asks which it is."""
    waiting = files.loose(turn.session, turn.person.id, turn.now)
    if not waiting:
        return [Reply(GONE)]
    number = turn.slot("number")
    if number == DROP:
        files.discard(turn.session, waiting)
        return [Reply(DROPPED)]
    if isinstance(number, int):
        return _to_number(turn, waiting, number)
    found = _allowed(turn, number or ()) or files.awaited(turn.session, turn.person.id, turn.now)
    if len(found) == 1 and not turn.slot("unknown"):
        return [_done(turn, waiting, found[0])]
    if not found and _about_a_work(asking.opened(turn)):
        return [Reply(ANSWER_FIRST)]
    return [_ask(turn, waiting, found)]


def _about_a_work(question: Question | None) -> bool:
    """Is something about a new record asked, to which the file may belong?"""
    kind = BY_INTENT.get(question.frame["intent"]) if question else None
    return kind is not None and kind.name in works.KINDS


def _to_number(turn: Turn, waiting: list[File], number: int) -> Replies:
    record = records.find(turn.session, number)
    if record is None:
        return [_ask(turn, waiting, (), f"没有 #{number} 这条记录")]
    if not _allowed(turn, (number,)):
        return [_ask(turn, waiting, (), f"#{number} 是别人的记录")]
    return [_done(turn, waiting, record)]


def _allowed(turn: Turn, numbers: Sequence[int]) -> list[Record]:
    found = [record for number in numbers if (record := records.find(turn.session, number))]
    return [one for one in found if may_file(turn, one, records.parts(turn.session, one.number), _role(one))]


def _role(record: Record) -> str:
    return BY_NAME[record.kind].role


def _done(turn: Turn, waiting: list[File], record: Record) -> Reply:
    many = f"{len(waiting)}个" if len(waiting) > 1 else ""
    put_to(turn, waiting, record)
    return Reply(f"收到{many}，已附到 {works.short(record)}")


def put_to(turn: Turn, waiting: list[File], record: Record) -> None:
    """They are the record's; the group in which it was told hears of it, once."""
    files.attach(turn.session, waiting, record.number)
    waited = files.arrived(turn.session, record.number)
    if waited and waited.conversation and not (turn.in_group and turn.message.conversation == waited.conversation):
        notices.to_group(
            turn.session, f"filed:{record.number}", waited.channel, waited.conversation,
            {"text": f"{works.short(record)}的文件已收到"}, turn.now,
        )  # fmt: skip


def _ask(turn: Turn, waiting: list[File], among: Sequence[Record], problem: str = "") -> Reply:
    found = (list(among) or _likely(turn, waiting))[:OFFERED]
    which = "这是哪一篇？" if len(waiting) == 1 else f"这{len(waiting)}个文件是哪一篇的？"
    problem = problem or ("没有找到这一篇" if turn.slot("unknown") else "")
    text = f"{problem}，{which}" if problem else which
    lines = [text + ("" if found and not problem else NEW_ONE), works.listed(found)]
    choices = (*(Choice(f"#{one.number}", one.number, _ways_to_say(one)) for one in found), GIVE_UP)
    asked = turn.of(Frame(ATTACH))
    return asking.ask(asked, Doubt("number", "\n".join(filter(None, lines)), choices))


def _ways_to_say(record: Record) -> tuple[str, ...]:
    return (str(record.number), *([record.title] if record.title else ()))


def _likely(turn: Turn, waiting: list[File]) -> list[Record]:
    """Works of this term: those that are called like the file, then those without a file, the newest first."""
    found = works.of_this_term(turn)
    filed = files.having(turn.session, [record.number for record in found])
    called = {record.number for record in found for file in waiting if works.alike(record, file.name)}
    return sorted(found, key=lambda record: (record.number not in called, record.number in filed))


def follow(turn: Turn, kept: Sequence[Record], *, own: bool) -> str:
    """What a confirmation says of files: that one was put to what was told, or that one is waited for."""
    brings = bool(turn.message.attachments)
    if not brings and kept[0].kind not in works.KINDS:
        return ""
    handed_in = [one for one in kept if one.kind == "paper" and one.stage == HANDED_IN and one.title]
    looks = brings or handed_in or not turn.in_group
    waiting = files.loose(turn.session, turn.person.id, turn.now) if looks else []
    if waiting and len(kept) == 1:
        put_to(turn, waiting, kept[0])
        return "文件已附上"
    if waiting or not own:
        return ""
    for one in handed_in:
        group = turn.message.conversation if turn.in_group else ""
        files.expect(turn.session, one.number, turn.person.id, turn.message.channel, group, turn.now)
    please = "请把文件私聊发给我" if turn.in_group else "请把文件发给我"
    return please if handed_in else ""
