"""People: full names, aliases, a surname with 老师 or an office, people of other schools."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from bot.language.dictionary import is_word
from bot.language.lexicon import COMPOUND_SURNAMES, SURNAMES, Lexicon
from bot.language.school import Person
from bot.language.sheet import COVERED, Sheet

_TITLES = "老师|教授|院长|专家|博士|研究员|教研员|局长|处长|科长|所长|主任|校长|书记|组长|干事|师傅|师父|园长|校"
_NAME_TITLE = re.compile(rf"(?:{_TITLES}|同志|教师)(?!们)")
_RISKY = "和向时解连车师商项关全从管房左安路游成文方麻查边"
_S = rf"(?:{'|'.join(COMPOUND_SURNAMES)}|[{''.join(c for c in SURNAMES if c not in _RISKY)}])"
_BORDER = rf"(?:^|(?<=[\s,。;:、!?(/+@\-])|(?<={COVERED})|(?<=[听看了和跟与同及请给让由叫是问向对把帮为的陪师]))"
_SURNAMED = re.compile(rf"({_S})({_TITLES})(?!们|傅|园)")
_FULL = re.compile(rf"{_BORDER}({_S}[一-龥]{{1,2}})老师(?!们)")
_CALLED = re.compile(r"([老小])([一-龥])(?=老师|的|上|讲|执教|那节|这节|主任)(?:老师|主任)?")
_LEFT = re.compile(
    rf"(?:^|[\s,。;:、!?(/+@\-《》\d.]|{COVERED}|[听看了和跟与同及请给让由叫是问向对把帮为的陪替我者师任员有])$"
)
_RIGHT = re.compile(
    rf"(?:$|[\s,。;:、!?()/+\-\d]|{COVERED}|老师|主任|校长|同志|的|和|跟|与|在|上|讲|执教|主讲"
    rf"|参加|获|合写|合作|一起|共同|两|签|请|执教|今天|昨天|都|也|[一-龥]{{0,2}}课)"
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
    sheet.mark(_SURNAMED, "person", lambda m: Who(m[0], _holders(words, m[1], m[2]), vague=True))
    sheet.mark(_CALLED, "person", partial(_called, words))


def _may_hold_title(mask: str) -> bool:
    return any(
        title in mask for title in ("师", "校", "主任", "长", "书记", "干事", "老", "小", "教授", "专家", "博士", "员")
    )


def _named(words: Lexicon, match: re.Match[str]) -> Who | None:
    name, text = match[1], match.string
    left = _LEFT.search(text, max(0, match.start() - 1), match.start()) or match.start() == 0
    right = _RIGHT.match(text, match.end())
    if not (left and right) and is_word(name):
        return None
    return Who(name, words.names[name])


def _take_titles(sheet: Sheet) -> None:
    """王芳老师 is one piece."""
    for index, piece in enumerate(sheet.pieces):
        title = _NAME_TITLE.match(sheet.mask, piece.end) if piece.kind == "person" else None
        if title:
            sheet.recover(piece.start, title.end(), "person")
            sheet.pieces[index] = sheet.piece(piece.start, title.end(), "person", piece.value)


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
    names = tuple(person.name for person in words.by_surname.get(match[2], ()))
    return Who(match[0], names, vague=True) if names else None
