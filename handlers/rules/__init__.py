"""指标 as the office says them: told in a sentence, listed, changed, ended."""

from handlers.rules.change import age, change, end, meant, undo
from handlers.rules.listing import list_
from handlers.rules.telling import set_

__all__ = ["age", "change", "end", "list_", "meant", "set_", "undo"]
