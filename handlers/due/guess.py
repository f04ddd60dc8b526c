"""Which record fulfils a deadline, guessed from what it is called. None where only a word, or a heap of paper, does."""

import re
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from handlers.kinds import BY_NAME
from handlers.kinds.paper import REPORT as PAPER
from storage.roster import Roster

Counts = dict[str, Any]

PROPER = ("论文", None)
"""论文 means papers proper and those of which nobody said what they are."""
STAGES = ("月报", "中期", "结题", "开题", "申报")
_TAIL = re.compile(
    r"(?:的|(?:初|定|终|成|电子|纸质)[稿版]|电子|纸质|[一二两三1-3]篇|[一二两三1-3]份|材料|报告|评选|评比|征集|提交)+$"
)
_HEAD = re.compile(r"^(?:本|这|第?[一二三四五六七八九十\d]{1,2})(?:个?学期|学年|次|届|月份?)?(?:的)?")
_LESSON = re.compile(r"(?:公开|研究|示范|汇报|展示|评优)课$")


def counts(words: Mapping[str, Any], title: str) -> Counts | None:
    """`{kind, …}`: the kind of record and values of its slots, a paper's own kind as `sort`; a list: one of these."""
    plain = re.sub(r"[《》“”\s]", "", title)
    if "师徒" in plain and "考核" in plain:
        return {"kind": "mentoring", "stage": "考核"}
    return _stage(plain) or _paper(words, plain) or ({"kind": "lesson"} if _LESSON.search(plain) else None)


def counted_since(roster: Roster, counted: Counts | None, now: datetime) -> Counts | None:
    """For a contest or journal what was told earlier in the term counts as well: one does not send it in twice."""
    term = roster.term(roster.local_day(now))
    if counted is None or term is None or "venue" not in counted:
        return counted
    return {**counted, "since": datetime.combine(term.start, time.min, roster.zone).isoformat()}


def in_words(counted: Mapping[str, Any] | None) -> str:
    """What counts as done, for whoever has to do it."""
    if counted is None:
        return "回我“交了”"
    if counted["kind"] == "project":
        return f"说一声课题{counted.get('stage', '')}交了"
    if counted["kind"] == "mentoring":
        return "说一声师徒考核的结果"
    sort = counted.get("sort")
    said = sort if isinstance(sort, str) else BY_NAME[counted["kind"]].word
    venue = f"{counted['venue']}的" if counted.get("venue") else ""
    return f"记了{venue}{said}"


def _stage(title: str) -> Counts | None:
    """课题月报 and the other stages of a research project."""
    found = next((stage for stage in STAGES if stage in title), None)
    return {"kind": "project", "stage": found} if found and "课题" in title else None


def _paper(words: Mapping[str, Any], title: str) -> Counts | None:
    venue, rest = _venue(words, title)
    core = _HEAD.sub("", _TAIL.sub("", rest)) or _TAIL.sub("", rest)
    sort = _sort(core)
    if sort is None:
        return {"kind": "paper", "venue": venue} if venue and not core else None
    return {"kind": "paper", **({"venue": venue} if venue else {}), "sort": sort}


def _sort(core: str) -> Any:
    """The kind of paper that the words end with; 总结 and 课件 are papers only where a venue or nothing is beside."""
    for name, aliases in PAPER.kinds.items():
        if any(core.endswith(word) for word in (name, *aliases)):
            return list(PROPER) if name == PROPER[0] else name
    return None


def _venue(words: Mapping[str, Any], title: str) -> tuple[str | None, str]:
    """The contest or journal that it names, and what is left of it."""
    named = [
        (writing, one["name"])
        for one in (*words.get("contests", ()), *words.get("journals", ()))
        for writing in (one["name"], *one.get("aliases", ()))
        if writing in title
    ]
    if not named:
        return None, title
    writing, name = max(named, key=lambda pair: len(pair[0]))
    return name, title.replace(writing, "", 1)
