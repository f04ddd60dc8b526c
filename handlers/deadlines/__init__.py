"""截止 in chat: set, moved, taken back, listed, met, asked for, kept quiet about."""

from handlers.deadlines.adopt import adopt
from handlers.deadlines.change import cancel, change, restore
from handlers.deadlines.create import create
from handlers.deadlines.done import done, undone
from handlers.deadlines.listing import list_
from handlers.deadlines.named import named
from handlers.deadlines.quiet import quiet
from handlers.deadlines.remind import remind

__all__ = ["adopt", "cancel", "change", "create", "done", "list_", "named", "quiet", "remind", "restore", "undone"]
