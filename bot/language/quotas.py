"""What a school asks for, told as rules: 35周岁以下教师每学期听课不少于20节，35周岁以上不少于10节."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.language import recurring
from bot.language.ages import ages
from bot.language.days import DAY, term_at
from bot.language.evidence import Candidate
from bot.language.frame import Slots
from bot.language.numerals import number
from bot.language.queries import reported
from bot.language.scene import Scene

LONGEST = 1200
"""Characters of rules that are read."""
_SURE = 20
_NUMBER = "(?:[0-9]{1,3}|[一二两三四五六七八九十]{1,3})"
_UNIT = "(?:课时|节|次|篇|本|项|份|场|回|堂|个|位|名)"
AMOUNT = re.compile(
    rf"(?<![第\d.每隔一二两三四五六七八九十])(?P<n>{_NUMBER})\s*个?(?P<unit>{_UNIT})(?!月|学月|周|星期|礼拜|年|[师组]|阶段)"
)
_RULE = re.compile(
    "不得?少于|不低于|不得低于|至少|最少|起码|≥|>=|以上|每[人位]|指标|必须|要求|规定|定为|标准|[各每]个?(?:教研|备课)?组"
)
_NO_LESS = re.compile("不得?少于|不得?低于|指标")
_EVERY = re.compile("每|隔[周个月]|双[周月]")
_SELF = re.compile("我(?!们|校|组)")
_PERS = (
    ("school_year", "每?(?:一?个?学年|学年度)"),
    ("two_months", "每?(?:两|2|二)个?月|双月|隔月"),
    ("fortnight", "隔一?[周个星]期?|每?(?:两|2|二)(?:周|个?星期|礼拜)|双周|每?半个?月"),
    ("school_month", "每?一?个?学月"),
    ("week", "每一?个?(?:周|星期|礼拜)(?![五六日天])"),
    ("month", "每一?个?月|月均|一个月|当月"),
    ("year", "每一?年|全年|一年(?!级)|每?年度"),
    ("term", "每?[一个]?个?学期(?:内|末|中)?|本期|每期|期末前"),
)
_PER = tuple((name, re.compile(words)) for name, words in _PERS)
_ROLES = re.compile(
    "教研组长|备课组长|学科组长|骨干教师|指导教师|教科室主任|教科室副主任|教科室干事|学校领导|校级?领导|分管校长|副校长|校长|班主任|青年教师|新教师|新老师"
    "|中层(?:干部|领导)?|行政(?:人员|领导)?|党员|教科室(?:人员|成员)|(?<![教课学科一-龥])组长|(?<=[、和及])组长|骨干|师[傅父]|导师|领导|徒弟"
)
_EVERYONE = re.compile("教师|老师|每人|每位|人人|全体|所有人|大家|每个人")
_REST = re.compile("其余|其他|其它|剩下|别的")
_OF_EACH = re.compile(
    "(?:组内|本组|组里)[^,;]{0,6}(?:每|各|人人)|每[位个名]?(?:组员|成员)|(?:每|各)[^,;]{0,3}(?:组员|成员)"
)
_STAGES = re.compile("获奖|发表|录用|立项|结题")
_CLAUSES = re.compile(
    r"[,;。!\n]|(?<=[节次篇本项份场堂个])\s*\(|\)(?=[,;。\s]|$)|(?<=[节次篇本项份场堂个分])、|以及|并且|且(?=[组每])"
)
_QUESTION = re.compile("吗|谁|多少|几[节次篇个]|[?]|还差|够不够|怎么|哪些|了没|完成了|为什么")
_TOLD = re.compile("听了|写了|交了|上了|开了|参加了|获得?了|已经|刚才?")
_NOT_QUOTAS = re.compile(
    "布置|任务|改[成为到]|截止|月底|[0-9一二三四五六七八九十]+[号日](?:之?前|交)|签到|分(?:$|[,;。])"
)
_LATER = re.compile("下(?:个)?学期(?:起|开始)?|(?:从|自)(?!下个?学期)(?P<day>[^,;。]{1,12}?)(?:起|开始|执行|实行)")


@dataclass
class _Said:
    """What the clauses before have said, which those behind may leave out."""

    what: Slots
    who: Slots
    per: str | None = None


def candidate(scene: Scene) -> Candidate | None:
    """Rules alone: an amount and the time in which it is owed, or a word that sets it; no question, nothing told."""
    plain = scene.sheet.plain
    if len(plain) > LONGEST or not AMOUNT.search(plain) or not (_EVERY.search(plain) or _RULE.search(plain)):
        return None
    if any(words.search(plain) for words in (_QUESTION, _TOLD, _NOT_QUOTAS, _SELF)) or _on_a_day(scene):
        return None
    rules = list(_rules(scene))
    told = [rule for rule in rules if "what" in rule]
    named = any("who" in rule or "age" in rule for rule in told)
    set_ = _RULE.search(plain) and (named or _per(plain) or _NO_LESS.search(plain))
    if not told or not (set_ or _EVERY.search(plain)):
        return None
    return Candidate("quota.set", _SURE, (f"quota.set: {len(rules)} rules of what is owed",))


def rules(scene: Scene) -> Slots:
    """`rules`, each with what, how many, in what time, and whom it binds; `from` the day on which they begin."""
    slots: Slots = {"rules": list(_rules(scene)), "from": begins(scene)}
    return {name: value for name, value in slots.items() if value}


def begins(scene: Scene) -> str | None:
    """The day from which something holds, where one is said: 从下学期起."""
    match = _LATER.search(scene.sheet.plain)
    if match is None:
        return None
    return _day(scene, match) if match["day"] else _next_term(scene)


def _next_term(scene: Scene) -> str | None:
    """Its first day, or the day after this one where the school has not set it yet."""
    now, later = term_at(scene.now()), term_at(scene.now(), 1)
    first = later.start if later else now and now.end + DAY
    return first.isoformat() if first else None


def _day(scene: Scene, said: re.Match[str]) -> str | None:
    spans = [piece for piece in scene.sheet.ordered() if piece.kind in ("span", "date")]
    found = [piece for piece in spans if said.start() <= piece.start < said.end()]
    return scene.span(found[0].value, past=False)["start"] if found else None


def _on_a_day(scene: Scene) -> bool:
    """每周五交一篇随笔 is due on a day; what begins with one is not."""
    if scene.sheet.has("date") and not _LATER.search(scene.sheet.plain):
        return True
    plain = scene.sheet.plain
    match = recurring.PATTERN.search(plain)
    return bool(match and not AMOUNT.match(plain, match.end() - 1) and not (match["month"] and _RULE.search(plain)))


def _rules(scene: Scene) -> Iterator[Slots]:
    said = _Said({}, {})
    last: Slots = {}
    for start, end in clauses(scene.sheet.plain):
        rule = _rule(scene, start, end, said, last)
        if rule is None:
            continue
        if rule is not last:
            if last:
                yield last
            last = rule
    if last:
        yield last


def clauses(plain: str) -> Iterator[tuple[int, int]]:
    """Where each begins and ends."""
    start = 0
    for match in _CLAUSES.finditer(plain):
        yield start, match.start()
        start = match.end()
    yield start, len(plain)


def _rule(scene: Scene, start: int, end: int, said: _Said, last: Slots) -> Slots | None:
    """The rule of a clause; `last` itself, with more, where the clause belongs to it; None where it says no amount."""
    text = scene.sheet.plain[start:end]
    amount = AMOUNT.search(text)
    named = what(scene, text)
    who = bound(scene, start, end, last)
    said.what = named or said.what
    if amount is None:
        said.who, said.per = who or said.who, _per(text) or said.per
        return None
    count = number(amount["n"])
    if last and _OF_EACH.search(text):
        last["each"] = count
        return last
    per = _per(text)
    said.who, said.per = who or said.who, per or (said.per if who or named else None)
    rule: Slots = {**said.what, "count": count, "per": said.per, **said.who}
    return {name: value for name, value in rule.items() if value}


def what(scene: Scene, text: str) -> Slots:
    """The record's own word with its sub-kind, the stage and the lowest level that are asked for."""
    text = _ROLES.sub(lambda role: " " * len(role[0]), text)
    found = reported(scene.reports, text)
    if found is None:
        return {}
    named, kind = ("签到", None) if found[0] == "活动" and "参加" in text else found
    stage = _STAGES.search(text)
    level = next((p for p in scene.sheet.of("level") if p.text in text), None)
    slots = {"what": named, "kind": kind, "stage": stage and stage[0], "level": level and level.value}
    return {name: value for name, value in slots.items() if value}


def _per(text: str) -> str | None:
    return next((name for name, words in _PER if words.search(text)), None)


def bound(scene: Scene, start: int, end: int, last: Slots) -> Slots:
    """Roles as said, departments, people; the age. Everyone is an empty `who`, that nothing is taken over."""
    text = scene.sheet.plain[start:end]
    inside = [p for p in scene.sheet.of("department", "person") if start <= p.start < end]
    people = [scene.who(p.value) if p.kind == "person" else p.value for p in inside]
    names = [*_ROLES.findall(text), *people, *_of_subjects(scene, text)]
    age = ages(text)
    if _REST.search(text) and last.get("age"):
        return {"age": _complement(last["age"])}
    slots: Slots = {**({"who": names} if names else {}), **({"age": age} if age else {})}
    return slots or ({"who": []} if _EVERYONE.search(text) or _REST.search(text) else {})


def _of_subjects(scene: Scene, text: str) -> list[str]:
    """语文教师 are those of 语文组."""
    said = [
        f"{scene.words.subjects[match[1]]}组"
        for match in scene.words.subject_pattern.finditer(text)
        if text.startswith(("教师", "老师"), match.end())
    ]
    return [scene.words.departments[name] for name in said if name in scene.words.departments]


def _complement(age: Slots) -> Slots:
    swapped = {"under": "over", "over": "under", "below": "from", "from": "below"}
    return {swapped[name]: value for name, value in list(age.items())[:1]}
