"""The words of one school, indexed once for all recognisers."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.language.school import Person, School

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江"
    "尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单"
    "季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
)
COMPOUND_SURNAMES = (
    "欧阳",
    "上官",
    "司马",
    "诸葛",
    "夏侯",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "司徒",
    "端木",
)


@dataclass(frozen=True)
class Lexicon:
    """`names` map a writing to the persons it may mean; `subjects`, `departments`, `venues` a writing to its key."""

    school: School
    names: Mapping[str, tuple[str, ...]]
    name_pattern: re.Pattern[str]
    subjects: Mapping[str, str]
    subject_pattern: re.Pattern[str]
    departments: Mapping[str, str]
    department_pattern: re.Pattern[str]
    venues: Mapping[str, str]
    venue_pattern: re.Pattern[str]
    project_pattern: re.Pattern[str]
    people: Mapping[str, Person]
    by_surname: Mapping[str, tuple[Person, ...]]
    morning: int
    grades: Mapping[str, int]

    @classmethod
    def of(cls, school: School) -> "Lexicon":
        """Index a school's words; under 50 ms for 300 people."""
        names, subjects = _names(school.people), _keys(school.subjects)
        departments, venues = _departments(school, subjects), _keys(school.venues)
        return cls(
            school,
            names,
            alternation(names),
            subjects,
            alternation(subjects),
            departments,
            alternation(departments, "(?:的?(?:老师|教师)们?|各位|全体|所有|教研组)?"),
            venues,
            alternation(venues),
            alternation(school.projects),
            {person.name: person for person in school.people},
            _by_surname(school.people),
            sum(start < 12 * 60 for start in school.periods.values()),
            school.classes,
        )


def alternation(words: Iterable[str], after: str = "") -> re.Pattern[str]:
    """A pattern of any of the words, the longest first; of nothing when there are none."""
    ordered = sorted(words, key=len, reverse=True)
    return re.compile("(" + "|".join(map(re.escape, ordered)) + ")" + after if ordered else r"(?!)()")


def _names(people: Iterable[Person]) -> dict[str, tuple[str, ...]]:
    names: dict[str, list[str]] = {}
    for person in people:
        for writing in {
            person.name,
            _bare(person.name),
            *person.aliases,
            person.name.replace("（", "(").replace("）", ")"),
        }:
            names.setdefault(writing, []).append(person.name)
    return {writing: tuple(persons) for writing, persons in names.items() if writing}


def _by_surname(people: Iterable[Person]) -> dict[str, tuple[Person, ...]]:
    found: dict[str, tuple[Person, ...]] = {}
    for person in people:
        surname = person.name[:2] if person.name[:2] in COMPOUND_SURNAMES else person.name[:1]
        found[surname] = (*found.get(surname, ()), person)
    return found


def _bare(name: str) -> str:
    return re.split("[（(]", name)[0]


def _keys(words: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {**{alias: name for name, aliases in words.items() for alias in aliases}, **{name: name for name in words}}


def _departments(school: School, subjects: Mapping[str, str]) -> dict[str, str]:
    """Full names, their halves (综合组 of 道法综合组), and a subject's 组 where its teachers are all of one."""
    found: dict[str, set[str]] = {}
    for name in school.departments:
        stem = name.removesuffix("组")
        for writing in {name, stem + "教研组", *(part + "组" for part in (stem[:2], stem[-2:]) if len(stem) == 4)}:
            found.setdefault(writing, set()).add(name)
    for writing, subject in subjects.items():
        owners = {d for p in school.people if subject in p.subjects[:1] for d in p.departments}
        if len(owners) == 1:
            found.setdefault(writing + "组", owners)
            found.setdefault(writing + "教研组", owners)
    return {writing: next(iter(names)) for writing, names in found.items() if len(names) == 1}
