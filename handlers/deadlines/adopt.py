"""What the school's file says is due becomes rows, which remind like any other."""

from datetime import datetime

from handlers import due
from handlers.deadlines import telling
from storage import deadlines
from storage.roster import Roster
from storage.session import Session
from storage.tables import Deadline


def adopt(session: Session, roster: Roster, now: datetime) -> None:
    """Each once, set by the office. Moved where the file tells another day; over where it tells of it no more."""
    gone = due.told_no_more(session, roster, now)
    for new in due.unkept(session, roster, now):
        old = next((row for row in gone if row.title == new.title), None)
        if old is None:
            deadlines.put(session, new)
        else:
            gone.remove(old)
            _move(session, roster, old, new, now)
    for row in gone:
        row.cancelled_at = now
        text = telling.called_off(roster, row)
        telling.tell(session, roster, row, f"cancelled:{roster.revision}", text, now)


def _move(session: Session, roster: Roster, row: Deadline, to: Deadline, now: datetime) -> None:
    before = due.by(roster, row)
    row.key, row.due_at, row.whole_day, row.next_step_at = to.key, to.due_at, to.whole_day, to.next_step_at
    if before != due.by(roster, row):
        text = telling.moved(roster, row, before)
        telling.tell(session, roster, row, f"moved:{roster.revision}", text, now)
