"""年度统计报告 and 论文集目录: what a school, or a department, did in a year."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from handlers.forms import enclosed
from handlers.forms.asked import (
    ACHIEVED,
    common,
    department,
    found,
    labelled,
    names_of,
    only,
    own_department,
    row,
    show_date,
)
from handlers.forms.form import Fields, Filled, Form, Lacking, empty
from handlers.kinds import BY_NAME, Kind
from handlers.kinds.kind import AWARD, STAGE, show_level
from handlers.school.cells import LEVELS
from handlers.scope import counted, dates
from handlers.turn import Turn
from handlers.works import latest
from storage import files, records
from storage.roster import Member
from storage.tables import Record

AWARDS = ("特等奖", "一等奖", "二等奖", "三等奖", "优秀奖")
DONE = ("发表", "获奖")
OTHER = "其他"
ALL = "合计"


def _annual(turn: Turn) -> Filled:
    group = department(turn)
    only(turn, group)
    start, end, when = _year(turn)
    groups = [group] if group else list(turn.roster.words.get("departments", ()))
    people = turn.roster.members(group) if group else None
    awarded = [kind for kind in ACHIEVED if AWARD in kind.slots]
    won = [one for kind in awarded for one in found(turn, kind, people, start, end) if one.award]
    works = [one for kind in awarded for one in found(turn, kind, people, start, end) if _counts(kind, one)]
    fields = {
        "范围": group or turn.roster.name,
        "时间": f"{show_date(start)}至{show_date(end)}",
        "各组": groups if group else [*groups, ALL],
        "统计": [_totals(turn, kind, groups, start, end, whole=not group) for kind in ACHIEVED],
        "奖次": [*AWARDS, OTHER, ALL],
        "获奖": _crossed(won),
        "成果": _rows(turn, works),
        "课题": _rows(turn, found(turn, BY_NAME["project"], people, start, end)),
        "公开课": _rows(turn, found(turn, BY_NAME["lesson"], people, start, end)),
    }
    return Filled(f"{group or turn.roster.name}{when}统计报告", {**common(turn), **fields})


def _year(turn: Turn) -> tuple[date, date, str]:
    """What was said, else the calendar year."""
    if turn.slot("range"):
        return dates(turn)
    year = turn.today.year
    return date(year, 1, 1), date(year, 12, 31), f"{year}年度"


def _counts(kind: Kind, record: Record) -> bool:
    """Of papers what was published or won; of kinds without stages, all."""
    return STAGE not in kind.slots or record.stage in DONE or bool(record.award)


def _totals(turn: Turn, kind: Kind, groups: Sequence[str], start: date, end: date, *, whole: bool) -> Fields:
    def total(members: Iterable[Member] | None) -> str:
        return str(records.total(turn.session, counted(kind, members, start, end)) or "")

    each = [total(turn.roster.members(group)) for group in groups]
    return {"名称": f"{kind.word}（{kind.unit}）", "各组": [*each, total(None)] if whole else each}


def _crossed(won: Sequence[Record]) -> list[Fields]:
    """How many prizes, by level and award."""
    levels = [*LEVELS, OTHER]

    def number(level: str | None, award: str | None) -> str:
        return str(sum(_fits(one.level, level, LEVELS) and _fits(one.award, award, AWARDS) for one in won) or "")

    columns = [*AWARDS, OTHER, None]
    lines = [(show_level(level), [number(level, award) for award in columns]) for level in levels]
    shown = [(name, values) for name, values in lines if any(values)]
    return [
        {"名称": name, "各奖": values} for name, values in (*shown, (ALL, [number(None, award) for award in columns]))
    ]


def _fits(value: str | None, wanted: str | None, known: Sequence[str]) -> bool:
    return wanted is None or value == wanted or (wanted == OTHER and value not in known)


def _rows(turn: Turn, found: Sequence[Record]) -> list[Fields]:
    names = names_of(turn, found) if found else {}
    return [row(one, names) for one in sorted(found, key=lambda one: (one.day, one.number))]


def _collection(turn: Turn) -> Filled:
    """Every paper once, as far as it came, with its file."""
    group = department(turn)
    only(turn, group)
    start, end, when = dates(turn)
    kind = BY_NAME["paper"]
    papers = counted(kind, turn.roster.members(group) if group else None, start, end)
    if turn.slot("kind"):
        papers = replace(papers, slots={**papers.slots, "kind": turn.slot("kind")})
    rows = latest(reversed(records.rows(turn.session, papers)))
    if not rows:
        raise Lacking(f"{group or '全校'}{when}还没有{turn.slot('kind') or '论文'}记录")
    names = names_of(turn, rows)
    having = files.having(turn.session, [one.number for one in rows])
    rows.sort(key=lambda one: (_level(one), names.get(one.number, ""), one.number))
    listed = [_paper(one, names.get(one.number, ""), filed=one.number in having) for one in rows]
    _, kept = enclosed.of_records(turn, rows)
    fields = {"范围": group or "全校", "时间": when, "篇数": len(listed), "目录": listed}
    return Filled(f"{group or turn.roster.name}{when}论文集目录", {**common(turn), **fields}, kept)


def _level(record: Record) -> int:
    return LEVELS.index(record.level) if record.level in LEVELS else len(LEVELS)


def _paper(record: Record, author: str, *, filed: bool) -> Fields:
    shown = labelled(record)
    result = " ".join(shown[label] for label in ("赛事刊物", "级别", "奖次", "阶段") if label in shown)
    return {
        "题目": record.title or "（未写题目）",
        "作者": author,
        "类别": shown.get("类别") or "论文",
        "成绩": result,
        "文件": "有" if filed else "",
    }


def _pack(turn: Turn) -> Filled:
    """The figures of a department, over what goes with them."""
    group = own_department(turn, "资料包")
    start, end, when = dates(turn)
    days = {"start": start.isoformat(), "end": end.isoformat()}
    filled = _annual(turn.of(replace(turn.frame, slots={**turn.frame.slots, "who": group, "range": days})))
    return replace(filled, name=f"{group}{when}资料包")


ANNUAL = Form(
    "年度统计报告",
    _annual,
    {
        "各组": [""] * 4,
        "统计": [{"名称": kind.word, "各组": [""] * 4} for kind in ACHIEVED],
        "奖次": [*AWARDS, ALL],
        "获奖": [{"名称": show_level(level), "各奖": [""] * 6} for level in LEVELS],
        "成果": empty(8),
        "课题": empty(5),
        "公开课": empty(5),
    },
)
COLLECTION = Form("论文集目录", _collection, {"目录": empty(24)})
PACK = Form(
    "资料包",
    _pack,
    ANNUAL.blank,
    ("成员概况表", "活动记录表", "集体备课记录表", "工作实绩记录", "论文集目录"),
    ANNUAL.name,
)
