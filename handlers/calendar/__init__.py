"""行事历: pasted, corrected line by line, kept, asked about, taken back, subscribed to."""

from handlers.calendar.change import change
from handlers.calendar.feed import published
from handlers.calendar.link import link, renew
from handlers.calendar.listing import list_
from handlers.calendar.meant import meant
from handlers.calendar.paste import NOT_ALLOWED, keep, paste, restore, undo

__all__ = ["NOT_ALLOWED", "change", "keep", "link", "list_", "meant", "paste", "published", "renew", "restore", "undo"]
