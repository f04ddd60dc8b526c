"""What happens unasked. Each job asks the tables what is due now; there is no timer for each thing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from handlers import made, occasions
from storage import activities, claims, files, inbox, notices
from storage.kept import Kept
from storage.roster import load
from storage.session import Session

TOGETHER = timedelta(minutes=2)
"""While people sign in, the group hears of it at most this often."""


@dataclass(frozen=True)
class Job:
    """`due_at` says when it next has something to do, None for nothing in sight; `run` does what is due by then."""

    name: str
    due_at: Callable[[Session], datetime | None]
    run: Callable[[Session, datetime], None]


def _report_due(session: Session) -> datetime | None:
    first = activities.first_unreported(session)
    return min((at + TOGETHER for at in first.values()), default=None)


def _report(session: Session, now: datetime) -> None:
    """已签 12/16, in the group where the sign-in is open."""
    for id_, first in activities.first_unreported(session).items():
        if first + TOGETHER > now:
            continue
        activity = activities.find(session, id_)
        activity.reported_at = now
        text = occasions.so_far(session, load(session), activity)
        notices.to_group(
            session, f"signed:{id_}:{now.isoformat()}", str(activity.channel), str(activity.conversation),
            {"text": text}, now,
        )  # fmt: skip


def _close(session: Session, now: datetime) -> None:
    """A sign-in that nobody closed is over after its time."""
    for activity in activities.to_close(session, now):
        text = occasions.end(session, load(session), activity, now)
        if activity.channel and activity.conversation:
            notices.to_group(
                session, f"closed:{activity.id}", activity.channel, activity.conversation, {"text": text}, now
            )


def forget(keep: timedelta) -> Job:
    """Deletes the raw words of messages, and who claimed to be whom, older than `keep`, a day's worth at a time."""

    def due_at(session: Session) -> datetime | None:
        oldest = inbox.oldest_text(session)
        return oldest + keep + timedelta(days=1) if oldest else None

    def run(session: Session, now: datetime) -> None:
        inbox.forget_texts(session, now - keep)
        claims.forget(session, now - keep)

    return Job("forget", due_at, run)


def forget_files(kept: Kept) -> Job:
    """Deletes files that nobody has put to a record within their hour, and bytes that no row refers to.

    Such bytes are left behind by a process that was killed between keeping them and committing their row, so it looks
    at its first chance, and then at least once a day.
    """
    looked: list[datetime] = []

    def due_at(session: Session) -> datetime:
        again = looked[-1] + timedelta(days=1) if looked else datetime.min.replace(tzinfo=UTC)
        return min(again, files.next_to_forget(session) or again)

    def run(session: Session, now: datetime) -> None:
        files.forget(session, now)
        kept.sweep(files.contents(session), now - files.WAITS)
        looked[:] = [now]

    return Job("forget files", due_at, run)


def forget_made(files: Path) -> Job:
    """Deletes what was made a day ago."""

    def run(_: Session, now: datetime) -> None:
        made.sweep(files, now)

    return Job("forget made", lambda _: made.next_to_forget(files), run)


REPORT = Job("report", _report_due, _report)
CLOSE = Job("close", activities.closing_at, _close)
