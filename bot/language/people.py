"""People: full names, aliases, a surname with 老师 or an office, people of other schools."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from bot.language.dictionary import is_word
from bot.language.lexicon import COMPOUND_SURNAMES, SURNAMES, Lexicon
from bot.language.school import Person
from bot.language.sheet import COVERED, Sheet, shape

_TITLES = "老师|教授|院长|专家|博士|研究员|教研员|局长|处长|科长|所长|主任|校长|书记|组长|干事|师傅|师父|园长|校"
_NAME_TITLE = re.compile(rf"(?:{_TITLES}|同志|教师|[姐哥](?![姐妹哥弟]))(?!们)")
_RISKY = "和向时解连车师商项关全从管房左安路游成文方麻查边"
_S = rf"(?:{'|'.join(COMPOUND_SURNAMES)}|[{''.join(c for c in SURNAMES if c not in _RISKY)}])"
_BORDER = (
    rf"(?:^|(?<=[\s,。;:、!?(/|+@\-])|(?<={COVERED})|(?<=[听看了完过到和跟与同及请给让由叫是问向对把帮为的陪替代师]))"
)
_SURNAMED = re.compile(rf"({_S})({_TITLES})(?!们|傅|园)")
_FULL = re.compile(rf"{_BORDER}({_S}[一-龥]{{1,2}})老师(?!们)")
_CALLED = re.compile(
    r"(?<![一-龥])(?=([老小]))\1([一-龥])(?=说(?!话)|拿|获|得了|在[一-龥])|(?<![实附中心一二三四五六])([老小])([一-龥])(?=老师|的|上|讲|执教|那节|这节|主任)(?:老师"
    r"|主任)?"
)
_OUTSIDE = re.compile("大学|学院|师大|师范|教科|教研[室员]|发展中心|进修|研究[院所]|教育局|工作室|外校|外区|兄弟学校")
_ORIGIN = shape(
    "(?P<origin>(?:(?![请跟和与在去到的了由是听看给把向随同陪带领约邀])[一-龥]){0,6}"
    "(?:大学|学院|师大|师范|教科[院所]|教研[室员]|发展中心|进修学校|研究[院所]|教育局|工作室|外校|外区"
    "|兄弟学校)的?)<person>"
)
_LEFT = re.compile(
    rf"(?:^|[\s,。;:、!?(/|+@\-《》\d.]|{COVERED}"
    rf"|[听看了和跟与同及请给让由叫是问向对把帮为的陪替代我者师任员有个位弟父傅伴])$"
)
_RIGHT = re.compile(
    rf"(?:$|[\s,。;:、!?()/|+\-\d]|{COVERED}|老师|[姐哥](?![姐妹哥弟])|带|代|说|与我|也|一行|主任|校长|同志|的|和|跟|与|在|上|讲|执教|主讲|主持"
    rf"|参加|去|来|到|听|给|做|迟到|线上|请假|有事|获|合写|合作|一[节堂]|一节|语文|数学|英语|科学|道法|音乐|美术|体育|信息|劳动|书法|综合|心理|[这那][次篇节]|一起|一块|一道|一同|结伴|共同"
    rf"|[两三四]个?人?|是一|签|请|执教|今天|昨天|都|也|[一-龥]{{0,2}}课|有(?:几|多少)[节篇个项次]|有多少|[这本上]个?学期|[这本]个?[月周])"
)


@dataclass(frozen=True)
class Who:
    """A person as written, and those on the roster that may be meant: none for people of other schools."""

    written: str
    names: tuple[str, ...]
    vague: bool = False

    def narrowed(self, people: Mapping[str, Person], subject: str | None, sender: str) -> "str | dict[str, list[str]]":
        """The canonical value: whoever remains when the sender and those who do not teach `subject` are left out."""
        names = [name for name in self.names if name != sender] or list(self.names)
        teaching = [name for name in names if subject and subject in people[name].subjects]
        names = teaching or ([] if subject and self.vague else names)
        if not names:
            return self.written
        return names[0] if len(names) == 1 else {"any_of": names}


def find(sheet: Sheet, words: Lexicon) -> None:
    """Mark persons with a Who."""
    sheet.mark(words.name_pattern, "person", partial(_named, words))
    _take_titles(sheet)
    if not _may_hold_title(sheet.mask):
        return
    sheet.mark(_FULL, "person", lambda m: Who(m[1], ()))
    sheet.mark(_CALLED, "person", partial(_called, words))
    sheet.mark(_SURNAMED, "person", lambda m: Who(m[0], _holders(words, m[1], m[2]), vague=True))
    if _OUTSIDE.search(sheet.mask):
        _take_origins(sheet)


def _may_hold_title(mask: str) -> bool:
    return any(
        title in mask for title in ("师", "校", "主任", "长", "书记", "干事", "老", "小", "教授", "专家", "博士", "员")
    )


def _named(words: Lexicon, match: re.Match[str]) -> Who | None:
    name, text = match[1], match.string
    if is_word(name) and not _stands_as_name(words, text, match.start(), match.end()):
        return None
    return Who(name, words.names[name])


def _stands_as_name(words: Lexicon, text: str, start: int, end: int) -> bool:
    """Whether a name that is a word too (高兴, 夏天) has a name's neighbours; 夏天都, 高兴去 only in a list."""
    if _listed(words, text, start, end):
        return True
    if _FELT.fullmatch(text, start, end) and _ALONE.match(text, end) and text[max(0, start - 1) : start] in _BREAKS:
        return False
    if _HELD.match(text, end) and text[max(0, start - 1) : start] not in _NO_LEFT:
        return True
    tied = text[max(0, start - 1) : start] in ("和", "跟", "与", "替", "帮", "我")
    left = start == 0 or _LEFT.search(text, start - 1, start) or _KIN.search(text, max(0, start - 3), start)
    named = left and _RIGHT.match(text, end) and (tied or not _NOT_NAMED.match(text, end))
    return bool(named and not _NOT_BEFORE.search(text, max(0, start - 2), start))


def _listed(words: Lexicon, text: str, start: int, end: int) -> bool:
    """Whether another name of the roster stands beside it: 马明、成功."""
    names, before = words.names, max(0, start - 1)
    after = text[end + 1 : end + 4]
    return (text[before:start] in _TIES and any(text[max(0, before - n) : before] in names for n in (2, 3))) or (
        text[end : end + 1] in _TIES and (after in names or after[:2] in names)
    )


_FELT = re.compile("高兴|开心|快乐|成功|安心|欢喜")
_ALONE = re.compile(r"[\s!。~]*$")
_BREAKS = tuple(",。!;")
"""…二等，高兴: alone at the end, a feeling."""
_HELD = re.compile("(?:老师|主任|校长)(?!们)")
_NO_LEFT = tuple("整这那每到个大一早")
"""夏天老师 is a person, and 整个夏天老师都 is not."""
_TIES = tuple("、和跟与，, ")
_KIN = re.compile("(?:主讲|主持|执教|授课|作者|[徒师]弟|师[父傅]|同事|搭档|讲人|观摩|[听看][完到]|[改换][成为]|导出)$")
_NOT_NAMED = re.compile(
    r"[都也来到去给做、](?!课|有份|参与|署名)|到了|来了|的(?:[一-龥]{0,2}(?:[风雨诗词天孩夜]|水(?!墨|彩|粉))|时|心|颜|样)|公主|之母|三百|颂"
)
_NOT_BEFORE = re.compile("[读背学诵]$|一场|祝.$")


def _take_titles(sheet: Sheet) -> None:
    """王芳老师 is one piece."""
    for index, piece in enumerate(sheet.pieces):
        title = _NAME_TITLE.match(sheet.mask, piece.end) if piece.kind == "person" else None
        if title:
            sheet.recover(piece.start, title.end(), "person")
            sheet.pieces[index] = sheet.piece(piece.start, title.end(), "person", piece.value)


def _take_origins(sheet: Sheet) -> None:
    """市教研室程老师 is one piece, and nobody of the roster; with a full name it is who it is."""
    starts = {m.end("origin"): m.start() for m in _ORIGIN.finditer(sheet.mask)}
    for index, piece in enumerate(sheet.pieces):
        if piece.kind == "person" and piece.start in starts:
            who = piece.value if not piece.value.vague else Who(piece.value.written, (), vague=True)
            sheet.recover(starts[piece.start], piece.end, "person")
            sheet.pieces[index] = sheet.piece(starts[piece.start], piece.end, "person", who)


def _holders(words: Lexicon, surname: str, title: str) -> tuple[str, ...]:
    """Those of the surname whom the title fits; 老师 fits everybody."""
    people = words.by_surname.get(surname, ())
    wanted = _ROLES.get(title)
    fitting = [p for p in people if surname + title in p.aliases or wanted is None or wanted & set(p.roles)]
    return tuple(person.name for person in fitting)


_ROLES: dict[str, frozenset[str] | set[str]] = {
    "组长": {"head"},
    "校长": {"leader"},
    "校": {"leader"},
    "书记": {"leader"},
    "主任": {"leader", "office"},
    "干事": {"office"},
    "园长": {"leader"},
    **dict.fromkeys(
        ("教授", "院长", "专家", "博士", "研究员", "教研员", "局长", "处长", "科长", "所长"), frozenset[str]()
    ),
}


def _called(words: Lexicon, match: re.Match[str]) -> Who | None:
    names = tuple(person.name for person in words.by_surname.get(match[2] or match[4], ()))
    return Who(match[0], names, vague=True) if names else None
