"""What a kind of record tells the language: how people report it and what they say about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Words = tuple[str, ...]


@dataclass(frozen=True)
class Saying:
    """A sentence in which a kind of record is told, as a pattern over what was recognised: <person>, <title>, <any>.

    <name> is also a person whom the roster lacks. A named group is the slot of its name; `says` are slots that follow
    from the sentence. `certain`: it is a report also where the bot was not addressed.
    """

    pattern: str
    says: Mapping[str, str] = field(default_factory=dict)
    certain: bool = False


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

    A kind that is told in whole sentences has `sayings` instead of features, tried in their order where one of the
    `triggers` stands. What a sentence leaves over fills the slots as ever, a day the slot `day`; `ahead` reads days as
    the next ones. `each` are patterns of slots that hold a list: one item of its groups wherever it is found. `despite`
    are reasons for silence that do not hold of it where the bot was addressed.

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
    sayings: tuple[Saying, ...] = ()
    day: str = "date"
    ahead: bool = False
    despite: frozenset[str] = frozenset()
    each: Mapping[str, str] = field(default_factory=dict)
    done: Words = ()
    facts: frozenset[str] = frozenset()
    alone: tuple[frozenset[str], ...] = ()


def features(*sets: str) -> tuple[frozenset[str], ...]:
    """Sets of features, each written as words with spaces between."""
    return tuple(frozenset(words.split()) for words in sets)
