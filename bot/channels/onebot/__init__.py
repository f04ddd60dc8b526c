"""A bridge to other group software by OneBot 12: off by default, on this machine alone, at the school's own risk."""

from bot.channels.onebot.server import OneBot

__all__ = ["OneBot"]
