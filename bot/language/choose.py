"""The intent: what speaks for each, what forbids some, and the strongest that remains."""

import re
from dataclasses import dataclass, replace

from bot.language import (
    agenda_words,
    away,
    deadlines,
    errands,
    evidence,
    follow,
    paperwork,
    presence,
    queries,
    quota_orders,
    quotas,
    recurring,
    sayings,
    scores,
    silence,
)
from bot.language.cues import ATTENDANCE, Cue
from bot.language.evidence import Candidate
from bot.language.frame import Weighed
from bot.language.orders import ADDRESSED
from bot.language.scene import Scene
from bot.language.sheet import shape

_CHANGES = re.compile("改|应|不是|错|更正|换成|是|才对|漏|忘|补|还有|[加添]上")
_ASKS_CHANGE = re.compile(
    "[改换写记更修订纠](?:成|为|到|正|一下|一改|改)|[写记搞弄填登录]错|错[了啦]|(?:人数|节数|数量).{0,4}(?:应|是)"
    "|^\\s*(?:优点|亮点|问题|不足|建议|重建意见|打分|评分)[: ]|[挂归放][到在入进]"
    "|不是.{1,8}[,。;]?(?:而|应该)?是|[改补加添换].{0,4}[:,].|[类课]型.{0,4}[错不]"
)
_ASKING = 600
"""Characters in which a question, an order or an arrival is told; whoever goes on longer reports."""
_SILENT = Candidate("none", 0, ("none: nothing for the bot",))


@dataclass(frozen=True)
class Choice:
    """The candidate that holds, and all that were weighed, the strongest first."""

    chosen: Candidate
    weighed: tuple[Weighed, ...] = ()

    def against(self, reason: str) -> "Choice":
        """The same with a reason against the candidate that held."""
        rows = (replace(w, contra=(reason,)) if w.intent == self.chosen.intent else w for w in self.weighed)
        return Choice(_SILENT, tuple(rows))


def choose(scene: Scene) -> Choice:
    """The intent of a message, with reasons; `none` when nothing holds."""
    if silence.addresses_other(scene):
        return Choice(Candidate("none", 0, ("none: said to somebody else",)))
    if silence.repeats_bot(scene):
        return Choice(Candidate("none", 0, ("none: the bot's own words",)))
    ranked = sorted(_summed(_found(scene)), key=lambda c: -c.score)
    weighed: list[Weighed] = []
    chosen: Candidate | None = None
    for candidate in ranked:
        against = f"weaker than {chosen.intent}" if chosen else _against(scene, candidate)
        weighed.append(Weighed(candidate.intent, candidate.score, candidate.why, (against,) if against else ()))
        chosen = chosen or (None if against else candidate)
    return Choice(chosen or _SILENT, tuple(weighed))


def _found(scene: Scene) -> list[Candidate]:
    found = evidence.candidates(scene) + _from_cues(scene, ATTENDANCE)
    if scene.addressed:
        found += _from_cues(scene, ADDRESSED)
        found += filter(None, (deadlines.candidate(scene), _follow_up(scene), _named_only(scene), _quoting(scene)))
        found += filter(None, (one.candidate(scene) for one in (quotas, quota_orders, away, follow, scores)))
        found += agenda_words.candidates(scene) + paperwork.candidates(scene)
    return found


def _against(scene: Scene, candidate: Candidate) -> str | None:
    told = candidate.score > _WEAK or candidate.phrases or candidate.intent in _LAST_RESORT
    return _refusal(scene, candidate) if told else "too weak alone"


def _from_cues(scene: Scene, cues: tuple[Cue, ...]) -> list[Candidate]:
    mask, found = scene.sheet.mask[:_ASKING], []
    for cue in cues:
        if cue.needs not in mask:
            continue
        match = cue.pattern.search(mask)
        if match and not (cue.unless and cue.unless.search(mask)):
            found.append(
                Candidate(
                    cue.intent,
                    cue.weight,
                    (f"{cue.intent}: {_shown(scene, match.start(), match.end())}",),
                    match.start(),
                )
            )
    return found


def _follow_up(scene: Scene) -> Candidate | None:
    return Candidate("query.list", 9, ("query.list: about the answer before",)) if queries.follows_up(scene) else None


def _named_only(scene: Scene) -> Candidate | None:
    """我的论文, 语文组这个月听课: nothing but what, whose and when."""
    return (
        Candidate("query.list", 7, ("query.list: what, whose and when alone",)) if queries.names_only(scene) else None
    )


_CHANGED = ("class", "person", "period", "date", "title", "subject", "award", "level", "venue", "number")


def _tells_new(scene: Scene) -> bool:
    """Whether there is a value to change to, or words that ask for a change."""
    named = any(piece.kind in _CHANGED for piece in scene.sheet.pieces)
    return bool(scene.quoted or _ASKS_CHANGE.search(scene.sheet.mask) or (named and _CHANGES.search(scene.sheet.mask)))


_WEAK = 3
"""What only says which record is meant is no wish to change it."""
_LAST_RESORT = ("deadline.done",)
"""What holds where the same words are no report: 期末总结交了."""
_VALUES = shape("<any>|[\\s,。;、的课]")


def _quoting(scene: Scene) -> Candidate | None:
    """Values alone under a quotation of the bot's answer correct what it says."""
    alone = scene.quoted is not None and scene.sheet.pieces and not _VALUES.sub("", scene.sheet.mask)
    return Candidate("correct.change", 9, ("correct.change: values under the quoted answer",)) if alone else None


def _shown(scene: Scene, start: int, end: int) -> str:
    return scene.sheet.text[start:end].strip()


def _summed(found: list[Candidate]) -> list[Candidate]:
    """One candidate for each intent, with the weights of all that spoke for it."""
    best: dict[str, Candidate] = {}
    for candidate in found:
        other = best.get(candidate.intent)
        if other:
            candidate = replace(other, score=other.score + candidate.score, why=other.why + candidate.why)
        best[candidate.intent] = candidate
    return list(best.values())


def _no_report(scene: Scene, candidate: Candidate) -> str | None:
    if candidate.sentence and candidate.phrases:
        return sayings.forbidden(scene, candidate.phrases, candidate.at, candidate.until)
    return (
        ("a rule" if recurring.is_rule(scene) else None)
        or silence.forbidden(scene, candidate.at, until=candidate.until)
        or silence.of_others(scene, candidate.intent)
        or errands.beside(scene, candidate)
    )


def _refusal(scene: Scene, candidate: Candidate) -> str | None:
    intent = candidate.intent
    if intent.endswith(".log"):
        return _no_report(scene, candidate)
    if intent == "attendance.sign_in":
        return presence.sign_in_forbidden(scene, candidate.at)
    if intent == "attendance.open":
        return presence.open_forbidden(scene)
    if intent == "attendance.leave":
        return presence.leave_forbidden(scene)
    if beside := silence.forwarded(scene) or silence.missent(scene):
        return beside
    if intent.startswith("query"):
        asked = intent == "query.again" or queries.follows_up(scene) or queries.what(scene)
        return None if asked else "nothing that is kept is asked for"
    if intent == "correct.change":
        return None if _tells_new(scene) else "nothing new is told"
    return None
