"""The kinds of record. A new one is a module here, its line in KINDS, and its corpus in tests/language."""

from handlers.kinds.activity import KIND as ACTIVITY
from handlers.kinds.coaching import KIND as COACHING
from handlers.kinds.commission import KIND as COMMISSION
from handlers.kinds.honour import KIND as HONOUR
from handlers.kinds.inspection import KIND as INSPECTION
from handlers.kinds.kind import Kind
from handlers.kinds.lesson import KIND as LESSON
from handlers.kinds.loan import KIND as LOAN
from handlers.kinds.mentoring import KIND as MENTORING
from handlers.kinds.observation import KIND as OBSERVATION
from handlers.kinds.opinion import KIND as OPINION
from handlers.kinds.paper import KIND as PAPER
from handlers.kinds.project import KIND as PROJECT
from handlers.kinds.reading import KIND as READING
from handlers.kinds.sign_in import KIND as SIGN_IN
from handlers.kinds.training import KIND as TRAINING

KINDS = (
    OBSERVATION,
    SIGN_IN,
    PAPER,
    PROJECT,
    LESSON,
    ACTIVITY,
    TRAINING,
    MENTORING,
    HONOUR,
    COACHING,
    READING,
    COMMISSION,
    LOAN,
    INSPECTION,
    OPINION,
)

__all__ = ["BY_INTENT", "BY_NAME", "KINDS", "REPORTS", "Kind", "asked_for"]

ALL_PAPERS = ("成果", "论文类")
"""Words for everything that one writes; 论文 alone is narrower."""

BY_NAME: dict[str, Kind] = {kind.name: kind for kind in KINDS}
BY_INTENT: dict[str, Kind] = {kind.report.intent: kind for kind in KINDS}
REPORTS = tuple(kind.report for kind in KINDS if kind.report.intent.endswith(".log"))


def asked_for(what: str | None) -> tuple[Kind, ...]:
    """The kinds that a question's word is about: 听课, 全部; a paper's own kind (反思) is a paper. Empty: unknown."""
    if what in (None, "全部"):
        return KINDS
    if what in ALL_PAPERS:
        return (PAPER,)
    return tuple(kind for kind in KINDS if what == kind.word or what in kind.report.kinds)
