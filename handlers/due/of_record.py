"""What a record leaves to be done by a day: a book to bring back, what was commissioned, what a training owes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from handlers.due.guess import Counts, counts
from handlers.kinds import BY_NAME
from storage.tables import Deadline

KEY = "record:"
"""How the keys of such deadlines begin; then come the record's number and which of its matters it is."""

THE_DAY_BEFORE = (1,)
LONGEST = 200
"""Characters of a title: a column holds no more."""

_BACK = "归还"


@dataclass(frozen=True)
class Owed:
    """One matter of a record: what, until which ISO day, and what record meets it."""

    title: str
    due: str
    counts: Counts | None


def owed(words: Mapping[str, Any], kind: str, values: Mapping[str, Any]) -> list[Owed]:
    """What is to be done by the words of a record of that kind, `values` by its slots."""
    return [replace(one, title=one.title[:LONGEST]) for one in OWING[kind](words, values)]


def ladder(deadline: Deadline) -> Sequence[int] | None:
    """On which days before it one is reminded, where that is not for the school to say."""
    return THE_DAY_BEFORE if is_return(deadline) else None


def is_of_record(deadline: Deadline) -> bool:
    """Was it made of a record? Then it is a matter of whom it binds, and of the office."""
    return bool(deadline.key and deadline.key.startswith(KEY))


def is_return(deadline: Deadline) -> bool:
    """Is something to be brought back, and nothing handed in?"""
    return (deadline.counts or {}).get("kind") == "loan"


def verb(deadline: Deadline) -> str:
    """交 or 还."""
    return "还" if is_return(deadline) else "交"


def _loan(_words: Mapping[str, Any], values: Mapping[str, Any]) -> list[Owed]:
    if values.get("stage") == _BACK or not (values.get("due") and values.get("title")):
        return []
    met = {"kind": "loan", "stage": _BACK, "title": values["title"]}
    return [Owed(f"{_BACK}《{values['title']}》{values.get('issue', '')}", values["due"], met)]


def _commission(words: Mapping[str, Any], values: Mapping[str, Any]) -> list[Owed]:
    if not values.get("due"):
        return []
    title, sort = values.get("title"), values.get("kind", "")
    met = {"kind": "paper", "title": title} if title else counts(words, sort)
    return [Owed(f"约稿《{title}》" if title else f"约稿的{sort or '文章'}", values["due"], met)]


def _training(words: Mapping[str, Any], values: Mapping[str, Any]) -> list[Owed]:
    where = f"{values.get('place', '')}学习"
    return [Owed(f"{where}的{one['title']}", one["due"], counts(words, one["title"])) for one in values.get("owed", ())]


OWING: Mapping[str, Callable[[Mapping[str, Any], Mapping[str, Any]], list[Owed]]] = {
    "loan": _loan,
    "commission": _commission,
    "training": _training,
}
"""The kinds of record that leave something to be done."""

assert OWING.keys() <= BY_NAME.keys()
