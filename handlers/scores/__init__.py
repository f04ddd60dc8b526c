"""量化赋分: rules of what a record is worth, and a fold over the records by them."""

from handlers.scores.rules import change, end, list_, set_, undo
from handlers.scores.show import show

__all__ = ["change", "end", "list_", "set_", "show", "undo"]
