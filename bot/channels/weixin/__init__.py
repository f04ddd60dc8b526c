"""微信公众号."""

from bot.channels.weixin.account import PATH, OfficialAccount, grant

__all__ = ["PATH", "OfficialAccount", "grant"]
