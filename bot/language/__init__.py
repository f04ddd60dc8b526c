"""Understanding: a message's text becomes a frame. Knows nothing of chat, database or clock."""

from bot.language.frame import NONE, Frame, Piece, Reading, Weighed
from bot.language.groups import described
from bot.language.reader import Reader
from bot.language.report import Report, Saying, features
from bot.language.school import Person, School, Term

__all__ = [
    "NONE",
    "Frame",
    "Person",
    "Piece",
    "Reader",
    "Reading",
    "Report",
    "Saying",
    "School",
    "Term",
    "Weighed",
    "described",
    "features",
]
