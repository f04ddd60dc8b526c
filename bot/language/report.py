"""What a kind of record tells the language: how people report it and what they say about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Words = tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """The words of one kind of record; everything that `bot.language` knows about the kind is said here.

    `what` is the kind's own word in questions, `nouns` are further words for it there, and `asked`
    patterns of asking without one (听.{0,4}节). `triggers` say that it
    happened; `verbs` do when one of its pieces follows (听 before a name). `enough` lists sets of features that
    together make it certain; those of `likely` do when the bot was addressed. A feature is the kind of a piece
    (person, class, title …) or one of trigger, kind, stage, noun, cue, own (我的), contest (a venue of the school),
    personal (一人一课). `cues` are weaker words that `enough` may ask for, and any of `unless` rules the kind out.
    `kinds` and `stages` map a canonical value to the ways of saying it, `labels` a slot to the words before a colon.
    A title in 《》, or words that read like one, fill `title`; what else remains fills `rest`. Persons fill `person`
    (a list of them when it is in `lists`), those named with 一起 fill `company`. Where one of `distinct` comes a
    second time, another record begins. `implies` names a slot with the (slot, value) that follows from its presence,
    `marks` are words that are said of this kind alone (结题); `counted` are the measure words of its `count`,
    `passing` words that are read over. Further features: me (我), mark and named (a title right before one), bare
    (今天听课了 and no more), written (写完), registers (登记：王芳的展示课, told by one who speaks for others).

    Where nobody addressed the bot, one set of `alone` must be told, or two of the slots in `facts` with a word that the
    deed is over (`done`) or nothing else; a set may name how it is told (done, telegram, said: see certainty.manner).
    """

    intent: str
    what: str
    slots: frozenset[str]
    triggers: Words
    verbs: Words = ()
    nouns: Words = ()
    asked: Words = ()
    enough: tuple[frozenset[str], ...] = ()
    likely: tuple[frozenset[str], ...] = ()
    kinds: Mapping[str, Words] = field(default_factory=dict)
    stages: Mapping[str, Words] = field(default_factory=dict)
    labels: Mapping[str, Words] = field(default_factory=dict)
    title: str | None = None
    rest: str | None = None
    person: str | None = None
    company: str | None = None
    lists: frozenset[str] = frozenset()
    distinct: frozenset[str] = frozenset()
    implies: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    counted: Words = ()
    cues: Words = ()
    unless: Words = ()
    marks: Words = ()
    passing: Words = ()
    done: Words = ()
    facts: frozenset[str] = frozenset()
    alone: tuple[frozenset[str], ...] = ()


def features(*sets: str) -> tuple[frozenset[str], ...]:
    """Sets of features, each written as words with spaces between."""
    return tuple(frozenset(words.split()) for words in sets)
