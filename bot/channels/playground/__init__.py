"""The school's group as a local web page: one speaks as anyone on the roster and moves the clock."""

from bot.channels.playground.house import House
from bot.channels.playground.server import Playground

__all__ = ["House", "Playground"]
