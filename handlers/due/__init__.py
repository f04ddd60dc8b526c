"""截止: what a deadline is: whom it binds, who has met it, what meets it, when it comes again. It says nothing."""

from handlers.due.audience import EVERYONE, OUTSIDE, bound, holds, leaders, members, shown
from handlers.due.doneness import fulfilled, met, since, waiting
from handlers.due.found import LATE, alike, named_in, of_person, recent, titled
from handlers.due.guess import counted_since, counts, in_words
from handlers.due.moment import by, due_at, left, when
from handlers.due.of_file import is_of_file, live, told_no_more, unkept
from handlers.due.of_record import is_of_record, is_return, ladder, verb
from handlers.due.recurring import again, first, following, previous, shown_every

__all__ = [
    "EVERYONE",
    "LATE",
    "OUTSIDE",
    "again",
    "alike",
    "bound",
    "by",
    "counted_since",
    "counts",
    "due_at",
    "first",
    "following",
    "fulfilled",
    "holds",
    "in_words",
    "is_of_file",
    "is_of_record",
    "is_return",
    "ladder",
    "leaders",
    "left",
    "live",
    "members",
    "met",
    "named_in",
    "of_person",
    "previous",
    "recent",
    "shown",
    "shown_every",
    "since",
    "titled",
    "told_no_more",
    "unkept",
    "verb",
    "waiting",
    "when",
]
