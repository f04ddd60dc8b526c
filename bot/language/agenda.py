"""A pasted 行事历: months, weeks or days with what is to happen in them, as a list of items with their days."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice, zip_longest

from bot.language import agenda_days
from bot.language.agenda_days import NUMBER, RANGE, Part
from bot.language.days import Days
from bot.language.frame import Slots
from bot.language.school import School

MOST = 150
"""Items of one calendar; what follows is left out."""
MOST_LINES = 400
LONGEST_LINE = 600
LONGEST = 100
"""Characters of one item."""

_HALF = str.maketrans({chr(c): chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)} | dict.fromkeys("—–−", "-"))
_TITLE = re.compile("行事历|工作(?:安排|计划|要点|重点|日程)|[周月]安排|活动(?:安排|计划)|校历|日程|[周月]计划|行事表")
_REPORT = re.compile("总结|小结|回顾|汇报|情况|记录|接龙|签到|报名|名单|反思")
_REPORTS = re.compile(rf"(?:{_REPORT.pattern})(?:如下|表)?\s*$")
_BEGINS = re.compile(r"\s*([^\n:：]{1,40})")
_TOLD = re.compile("听了|上了|已记|已完成|获得?了|发表了|参加了")
_HEAD = re.compile(
    r"[\s#*>|·•★◆●■【\[(]*(?:[一二三四五六七八九十]{1,3}[、.](?=\s*(?:第|\d|[一二三四五六七八九十]{1,2}\s*月)))?[\s【\[(]*"
    rf"(?:第\s*{NUMBER}(?:\s*[-~至、]\s*{NUMBER})?\s*(?:教学)?周(?![期末一二三四五六日天周])"
    rf"|第\s*{NUMBER}\s*个?学月"
    rf"|(?:20\d\d\s*年\s*)?{NUMBER}\s*月份?(?!\s*\d{{1,2}}\s*[日号])(?!\d{{1,2}}(?![.、)\d]))(?![底初中末上下至到~-]|\s*{NUMBER}\s*[日号])"
    rf"|(?:第?\s*{NUMBER}\s*周?\s*[\t| ]\s*)?{RANGE})"
    rf"(?:[\s(\[【]*(?:{RANGE}|{NUMBER}月份?)[)\]】]?)?"
    r"(?:教科室|科室|工作|重点|主要|行事历|安排|计划|要点|内容|活动|[的及和])*[\s】\])*#★☆]*[:\t|]?\s*"
)
_MARK = re.compile(
    r"(?<![\d.月(/~-])(\d{1,2})(?:[.、](?!\d)|、(?=\d{1,2}月)|\.(?=\d{1,2}(?:月|[./]\d))|\)(?!\d))\s*"
    r"|(?<=[。;,\s])(?P<then>\d{1,2})[.、](?=\d{1,2}[日号])|\((\d{1,2})\)\s*|([①-⑳])\s*"
)
_ENDS = re.compile(r"[\s:|)\]】*#★☆]$")
_LABEL = re.compile(
    "(?:时间|地点|主题|主持|参加|人数|内容|授课|执教|班级|课题|题目|学科|记录|签到|姓名)[^:：]{0,6}[:：]"
)
_LESSON = re.compile(
    "第[一二三四五六七1-7]节|[一二三四五六1-6](?:年级)?[(（]?[0-9一二三四五六]{1,2}[)）]?班|听了?[一-龥]{2,3}(?:老师)?的"
)
_BREAKS = re.compile(
    rf"\n|(?<=[。；;\s])(?=(?:第\s*{NUMBER}\s*周|{NUMBER}\s*月份?)\s*(?:[(（][^)）\n]{{0,20}}[)）])?\s*[:：])"
)
"""Where a line ends, and where the next month or week begins within one."""
_MAY = re.compile(rf"{_TITLE.pattern}|第\s*{NUMBER}\s*(?:教学)?(?:周|个?学月)|{NUMBER}\s*月|{RANGE}")
"""Without any of these there is nothing to look for."""
_ORDINAL = re.compile(r"\s*\(?[一二三四五六七八九十]{1,3}[、.)]\s*")
_WORD = re.compile("[A-Za-z\u4e00-\u9fff]")
_BULLET = re.compile(r"^\s*[-*·•●◆■★☆>]\s*")
_EDGES = " \t。；;，,、|*"


@dataclass
class _Page:
    """What was read so far; lines follow one another."""

    school: School
    today: date
    part: Part | None = None
    day: Days | None = None
    heads: int = 0
    titled: bool = False
    report: bool = False
    items: list[Slots] = field(default_factory=list)

    def line(self, text: str, half: str) -> None:
        """One line: a title, a heading, items, or a heading and its items."""
        head = _HEAD.match(half)
        if head and not (self.titled or self.heads or _ENDS.search(head[0]) or _MARK.match(half, head.end())):
            head = None if half[head.end() :].strip() else head
        if head and (part := agenda_days.part(head[0], self.school, self.today)):
            self.part, self.day = part, None
            self.heads += 1
            self.titled |= bool(_TITLE.search(head[0]))
            text, half = text[head.end() :], half[head.end() :]
        elif not self.items and not _MARK.match(half) and self._title(half):
            return
        elif alone := agenda_days.alone(half, self.school, self.today, self.part):
            self.day = alone
            return
        for said in _items(text, half):
            self.add(said)

    def _title(self, half: str) -> bool:
        """教科室9月工作安排 names the calendar, and may name its month or week."""
        if len(half) > 40 or not (_TITLE.search(half) or _REPORT.search(half)):
            return False
        self.titled |= bool(_TITLE.search(half))
        self.report |= bool(_REPORT.search(half))
        if part := agenda_days.part(half, self.school, self.today):
            self.part = part
            self.heads += 1
        return True

    def add(self, said: str) -> None:
        """An item with the days that it names, else those of its heading."""
        item = agenda_days.item(said[:LONGEST], self.school, self.today, self.part, self.day)
        if item and len(self.items) < MOST:
            self.items.append(item)


def items(text: str, school: School, today: date) -> list[Slots]:
    """`{text, start, end}` of each item, with `guess` where the days are not said and `as` where it is more than a
    note; nothing where the text is no calendar."""
    text = text.replace(f"@{school.bot_name}", " ")
    begins = _BEGINS.match(text)
    if (
        not (_parted(text) and _MAY.search(text.translate(_HALF)))
        or _TOLD.search(text[:80])
        or (begins and _REPORTS.search(begins[1]))
    ):
        return []
    page = _Page(school, today)
    lines = [line for line in islice(_BREAKS.split(text), MOST_LINES) if line.strip()]
    for line, following in zip_longest(lines, lines[1:], fillvalue=""):
        half = line.translate(_HALF)
        if len(page.items) < MOST and not (_ORDINAL.match(half) and _heads(half, following.translate(_HALF))):
            page.line(line, half)
    return page.items if _is_calendar(page) else []


def _heads(half: str, following: str) -> bool:
    """Whether 一、常规工作 stands over items with numbers of their own."""
    return len(half) < 20 and bool(_MARK.match(following.lstrip())) and not (_HEAD.match(half) or _MARK.search(half))


def _parted(text: str) -> bool:
    """Whether there are lines, or numbers within one, at all."""
    return len(text) > 11 and (
        len(_BREAKS.findall(text)) > 1 or len(_MARK.findall(text.translate(_HALF)[:LONGEST_LINE])) > 1
    )


def _is_calendar(page: _Page) -> bool:
    """Headings or a title, and enough under them; the labels of a form are no items, nor are lessons."""
    texts = [item["text"] for item in page.items]
    if page.report or sum(bool(_LABEL.match(text)) for text in texts) > 1:
        return False
    if 2 * sum(bool(_LESSON.search(text)) for text in texts) >= len(texts):
        return False
    if page.titled:
        return len(page.items) > 1
    return len(page.items) >= 3 and page.heads > 0


def _items(text: str, half: str) -> Iterator[str]:
    """What stands between the numbers 1. 2. 3.; without numbers what semicolons part."""
    marks = list(_numbers(half))
    if not marks:
        text = text[ordinal.end() :] if (ordinal := _ORDINAL.match(half)) else _BULLET.sub("", text)
        yield from (part.strip(_EDGES) for part in re.split("[;；|\t]", text) if _WORD.search(part))
        return
    ends = [start for start, _ in marks[1:]] + [len(text)]
    before = _BULLET.sub("", text[: marks[0][0]]).strip(_EDGES + ":：")
    if before:
        yield before
    for (_, start), end in zip(marks, ends, strict=True):
        said = text[start:end].strip(_EDGES)
        if said:
            yield said


def _numbers(half: str) -> Iterator[tuple[int, int]]:
    """Where an item's number begins and ends: at the line's beginning any, within the line the next one."""
    last = 0
    for match in islice(_MARK.finditer(half), MOST):
        value = int(match[1] or match[2] or match[3] or ord(match[4]) - 0x245F)
        if value == last + 1 or not (match["then"] or half[: match.start()].strip()):
            last = value
            yield match.span()
