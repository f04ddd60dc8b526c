"""日历链接: the secret address at which a phone's calendar reads the school's."""

import secrets
from collections.abc import Sequence

from bot.message import Reply
from handlers.turn import Turn
from storage import calendar

PATH = "/calendar/{token}.ics"
NO_ADDRESS = "手机还打不开小研的网址，请管理员在设置里写上 web.public_url，见《安装与运维》"


def link(turn: Turn) -> Sequence[Reply]:
    """The one that there is, else a new one; in private, because whoever has it can read."""
    known = calendar.link(turn.session)
    return _told(turn, "日历链接", known.token if known else None)


def renew(turn: Turn) -> Sequence[Reply]:
    """Another one; the one before leads nowhere from now on."""
    return _told(turn, "新的日历链接，旧的已停用", None)


def _told(turn: Turn, what: str, token: str | None) -> Sequence[Reply]:
    if not turn.public_url:
        return [Reply(NO_ADDRESS)]
    if token is None:
        token = secrets.token_urlsafe(32)
        calendar.set_link(turn.session, token, turn.person.id, turn.now)
    address = turn.public_url + PATH.format(token=token)
    private = Reply(f"{what}（在手机日历里“添加订阅”；有它就能看，请别外传）：\n{address}", private=turn.in_group)
    return [Reply("日历链接已私聊发您"), private] if turn.in_group else [private]
