"""The address of a full report: signed for one reader and some days, and read as long as that reader may see it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from handlers import signed
from handlers.digests import spans
from handlers.digests.page import over, page
from handlers.digests.report import report
from handlers.digests.spans import Range
from storage import schools
from storage.roster import Member, Roster
from storage.session import Session

PATH = "/report/{token}"
PURPOSE = "report"
LIVES = timedelta(days=30)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Links:
    """Makes addresses under the one at which phones reach us; none where there is none."""

    public_url: str | None

    def of(
        self, session: Session, roster: Roster, days: Range, reader: Member, department: str | None, today: date
    ) -> str | None:
        """Holds through `LIVES` days from today."""
        secret = schools.secret(session) if self.public_url else None
        if secret is None or self.public_url is None:
            return None
        until = datetime.combine(today + LIVES + DAY, time.min, roster.zone)
        what = [reader.id, days.start.isoformat(), days.end.isoformat(), department or ""]
        return self.public_url + PATH.format(token=signed.sign(secret, PURPOSE, what, until))


@dataclass(frozen=True)
class Opened:
    """A page, or what stands in its place when its time is `over`."""

    html: str
    over: bool


def opened(session: Session, roster: Roster, token: str, now: datetime) -> Opened | None:
    """What is read under that token, as things are now; None where it was never given out, or the reader has left."""
    secret = schools.secret(session)
    found = signed.read(secret, PURPOSE, token) if secret else None
    if found is None:
        return None
    id_, start, end, department = found.what
    reader = roster.people.get(id_)
    if reader is None or reader.left:
        return None
    if now >= found.until:
        return Opened(over(), over=True)
    span = spans.of(roster, date.fromisoformat(start), date.fromisoformat(end), roster.local_day(now))
    told = report(session, roster, span, now, reader, department or None)
    return Opened(page(told, roster.local_day(found.until) - DAY), over=False)
