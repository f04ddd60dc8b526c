"""Text → Frame: the one door into the language of a school."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from bot.language import agenda_words, attendance, certainty, sayings
from bot.language.choose import Choice, choose
from bot.language.days import When
from bot.language.evidence import Candidate
from bot.language.fill import frame
from bot.language.frame import NONE, Frame, Piece, Reading, Slots
from bot.language.homophones import Homophones
from bot.language.lexicon import Lexicon
from bot.language.people import Who
from bot.language.phrases import REMARKS, Phrases, hints
from bot.language.recognise import recognise
from bot.language.report import Report
from bot.language.scene import Scene
from bot.language.school import School
from bot.language.walk import MOST_RECORDS, Walk

MOST = 4000
"""Characters that are read; what is longer is for the bot to refuse."""
MOST_PIECES = 300
"""Things that a message may name, unless it is a 接龙: nobody tells of more at once."""

People = list[str | dict[str, list[str]]]


class Reader:
    """Reads messages with the words of one school; build another when the words change."""

    def __init__(self, school: School, reports: Sequence[Report]) -> None:
        self.school = school
        self.reports = tuple(reports)
        self._words = Lexicon.of(school)
        self._phrases = tuple(Phrases.of(report) for report in reports)
        self._hints = hints(self._phrases)
        self._meant = _own_words(self._phrases)

    def read(
        self,
        text: str,
        *,
        sender: str,
        sent_at: datetime,
        place: Literal["group", "private"] = "group",
        addressed: bool = False,
        quoted: str | None = None,
    ) -> Reading:
        """What `text` says. `quoted` is the bot's own answer that the message quotes, never what somebody else said."""
        scene = self._scene(text[:MOST], sender, sent_at, addressed or place == "private", quoted)
        listed = agenda_words.pasted(scene) or _chain(scene)
        if listed is not None:
            return listed
        if len(scene.sheet.pieces) > MOST_PIECES:
            return _overfull(scene)
        choice = choose(scene)
        chosen = choice.chosen
        if chosen.phrases and not scene.addressed:
            return self._heard(scene, choice, chosen.phrases)
        told = NONE if chosen.intent == "none" else frame(scene, chosen)
        return Reading(told, self._shown(scene), chosen.why, choice.weighed)

    def _heard(self, scene: Scene, choice: Choice, phrases: Phrases) -> Reading:
        """A report to nobody in particular, or silence where too little is told."""
        manner = certainty.manner(scene, phrases)
        told = frame(scene, choice.chosen)
        apart = certainty.by_oneself(scene, choice.chosen.at) if choice.chosen.sentence else None
        lacking = apart or certainty.lacking(scene, phrases.report, told, manner)
        if lacking is None:
            return Reading(told, self._shown(scene), choice.chosen.why, choice.weighed)
        return Reading(NONE, self._shown(scene), (f"none: {lacking}",), choice.against(lacking).weighed)

    def slots(self, text: str, *, intent: str, sender: str, sent_at: datetime) -> Slots:
        """A fragment ("三3班", "王芳的语文，第二节") as slots of one record of `intent`."""
        scene = self._scene(text[:MOST], sender, sent_at, addressed=True)
        if len(scene.sheet.pieces) > MOST_PIECES:
            return {}
        phrases = next((p for p in self._phrases if p.report.intent == intent), None)
        if phrases is None:
            told = frame(scene, Candidate(intent, 0, ()))
            return told.slots
        records = sayings.records(scene, phrases) or Walk(scene, phrases).records()
        return dict(records[0]) if records else {}

    def people(self, text: str) -> People:
        """The persons named in a fragment: a name each, or {"any_of": names} where several may be meant."""
        sheet = recognise(text[:MOST], self._words)
        return [piece.value.narrowed(self._words.people, None, "") for piece in sheet.of("person")]

    def _scene(self, text: str, sender: str, sent_at: datetime, addressed: bool, quoted: str | None = None) -> Scene:
        person = self._words.people.get(sender)
        own = person.departments[0] if person and person.departments else None
        return Scene(
            recognise(text, self._words, own, self._meant),
            self._words,
            self._phrases,
            self._hints,
            sender,
            sent_at,
            addressed,
            quoted,
        )

    def _shown(self, scene: Scene) -> tuple[Piece, ...]:
        return tuple(_plain(scene, piece) for piece in scene.sheet.ordered())


_PARTICLES = "的过啦咯喽了"
"""Verbs of one character with these are too short to be meant by another one."""
_WORDS = ("签到", "教研活动", "集体备课", "撤回", "撤销", "截止", "周报", "请假", "接龙")


def _own_words(phrases: Sequence[Phrases]) -> Homophones:
    """Triggers, kinds, stages and nouns of all reports that are told in such, and the labels, for slips."""
    phrases = [p for p in phrases if p.report.enough or not p.sayings]
    words = {
        word for p in phrases for word in (p.report.what, *p.report.nouns, *p.report.triggers, *p.kinds, *p.stages)
    }
    words = {word for word in words if not (len(word) == 2 and word[1] in _PARTICLES)}
    labels = {label for p in phrases for label, slot in p.labels.items() if slot in REMARKS}
    return Homophones((*words, *_WORDS), labels)


def _chain(scene: Scene) -> Reading | None:
    """A 接龙 is a sign-in or nothing; lines of names without the word are one where every line names somebody."""
    chain = attendance.chained(scene)
    if chain is None:
        return None
    if not chain.signs_in(scene.sheet.plain):
        return Reading(NONE, (), ("none: a list that is no sign-in",))
    intent = "attendance.sign_in"
    told: Frame = frame(scene, Candidate(intent, 9, ()))
    return Reading(told, (), (f"{intent}: a 接龙 of {len(chain.items)}",))


def _overfull(scene: Scene) -> Reading:
    """Of a message that names too much, the beginning shows whether it tells of too many records; nothing else is."""
    scene.sheet.clip(MOST_PIECES)
    chosen = choose(scene).chosen
    told = frame(scene, chosen) if chosen.intent.endswith(".log") else NONE
    many = len(told.records) > MOST_RECORDS // 2
    return Reading(told if many else NONE, (), (f"{chosen.intent}: names more than {MOST_PIECES} things",))


def _plain(scene: Scene, piece: Piece) -> Piece:
    """The piece with a value that JSON can carry."""
    value: Any = piece.value
    if isinstance(value, When):
        value = _days(scene, value)
    elif isinstance(value, Who):
        value = scene.who(value)
    elif isinstance(value, tuple):
        value = [part for part in value if part is not None]
    return Piece(piece.start, piece.end, piece.kind, value, piece.text)


def _days(scene: Scene, when: When) -> str | dict[str, str]:
    span = scene.span(when)
    return span if span["start"] != span["end"] else span["start"]
