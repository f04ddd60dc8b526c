"""Who among the persons named did what: taught, listened along, wrote."""

import re
from typing import Any

from bot.language.frame import Slots
from bot.language.people import Who
from bot.language.report import Report
from bot.language.scene import Scene
from bot.language.sheet import Sheet, shape

_LIST = "<person>(?:[、,和与跟及 ]{0,2}<person>){0,9}"
_WITH = shape(
    rf"(?:和|跟|与|同|随|陪|带|领|约|拉|喊|叫)[着了上]?(?:我的?|组里的?)?(?:师父|师傅|徒弟|搭档|同事|新教师)?"
    rf"(?P<who>{_LIST})(?:老师)?(?:他们|咱们?|我们)?(?:[两二三四五34]个?人|[两俩仨]个?人?|等人?)?(?:一起|一同|一道|一块儿?|共同|同去|结伴|组团|相约|<any>"
    rf"|去|来|到|是| |,){{0,5}}?(?:一起|一同|一道|一块儿?|共同|结伴|去|来|到|<trigger>){{0,3}}"
    rf"(?=<trigger>|一起|一同|听|看|观摩|去|走进)"
)
_AFTER = shape(rf"(?:跟着?|随|陪着?)(?P<who>{_LIST})(?:老师)?(?=<kind>|推门)")
_LED = shape(rf"(?P<who>{_LIST})(?:<kind>|推门|听课)?,?我也?(?:跟着|陪着)去?(?=<trigger>|听)")
_ALONG = shape(
    rf"(?:同行|(?:[和跟与同]我)?(?:一起|一道|一同)(?:去|来)?(?:听课?)?|同去|陪同|一同(?:听课?)?|同听"
    rf"|还)的?(?:老师)?(?:还)?(?:有|是|:|包括)[: ]?(?P<who>{_LIST})"
)
_AND_ME = shape(
    rf"(?P<who>{_LIST})(?:老师)?[和与跟及、]我们?(?:一起|一同|一道|一块儿?|共同|[两二三四俩仨]个?人?|都|去"
    rf"|到|来|<date>|<place>|<class>| ){{0,5}}"
    rf"(?=<trigger>|听|看|观摩)"
)
_ALSO = shape(
    rf"(?P<who>{_LIST})(?:老师)?(?:[两二三四五34]个?人|[两俩仨]个?|等)?"
    rf"(?:(?:也|都)(?:在|去|听|一起|来|到|参加)|同行|同去|同往|同听|作陪|陪同|陪着|随行|一同前往|一起去|结伴)"
)
_ME_AND = shape(
    rf"我[、,和与跟同及]{{1,2}}(?P<who>{_LIST})(?:老师)?(?:<count>|[^,。;!?\n\ue000-\ue0ff]){{0,10}}(?:<trigger>|听|旁听|观摩|看)"
)
_WITH_ME = re.compile(
    "(?:和|与|跟|、)我|我(?:和|与|跟|、)|(?:和|与|跟)[一-龥、]{2,9}(?:一起|共同|合)|我.{0,60}?(?:也有份|合作|合写|合著|联名|共同署名|一起写)"
)


_TO = shape(
    r"(?:(?:[交发送递转呈寄投报]|<stage>)[给与到]?了?|[请让托经由]|感谢|谢谢|[交发送递转呈寄]给了?)(?P<who><person>)"
    r"(?=帮|改|看|过目|指[导点]|修改|审|转|签|收|把关|了|$|[,。;!])"
)


def recipients(sheet: Sheet) -> frozenset[int]:
    """Where the persons stand to whom a paper was given."""
    return frozenset(match.start("who") for match in _TO.finditer(sheet.mask))


def companions(sheet: Sheet) -> tuple[frozenset[int], list[tuple[int, int]]]:
    """Where the persons stand who were there together with the sender, and the stretches that say so."""
    found: set[int] = set()
    said: list[tuple[int, int]] = []
    for pattern in (_WITH, _AFTER, _LED, _AND_ME, _ALONG, _ALSO, _ME_AND):
        for match in pattern.finditer(sheet.mask):
            inside = range(match.start("who"), match.end("who"))
            said.append(match.span())
            found |= {p.start for p in sheet.pieces if p.kind == "person" and p.start in inside}
    return frozenset(found), said


def narrow(scene: Scene, record: Slots) -> Slots:
    """Persons as canonical values, decided by subject, school and sender."""
    return {slot: _narrowed(scene, record, slot, value) for slot, value in record.items()}


def _narrowed(scene: Scene, record: Slots, slot: str, value: Any) -> Any:
    if isinstance(value, list):
        return [_narrowed(scene, {}, slot, item) for item in value]
    if not isinstance(value, Who):
        return value
    if record.get("place") and value.vague:
        return value.written
    return scene.who(value, record.get("subject"))


def own_authors(scene: Scene, report: Report, record: Slots) -> Slots:
    """The sender is left out where alone, named where beside others, and never their own companion."""
    slot = report.person
    if report.company in record:
        record[report.company] = [who for who in record[report.company] if who != scene.sender]
    people = record.get(slot) if slot else None
    if isinstance(people, list):
        if _WITH_ME.search(scene.sheet.plain) and scene.sender not in people and scene.person:
            people.insert(0, scene.sender)
        record[slot or ""] = [] if people == [scene.sender] else people
    elif people == scene.sender and slot != "speaker":
        record.pop(slot or "", None)
    return {name: value for name, value in record.items() if value not in ([], "", None)}
