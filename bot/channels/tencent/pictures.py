"""Pictures that people send to a self-built app or an official account."""

from collections.abc import Awaitable, Callable

import structlog

from bot.channels.filenames import name_of
from bot.channels.tencent.api import Api
from bot.channels.tencent.errors import ApiError, NoAnswer
from bot.message import Attachment

MOST_BYTES = 20 << 20

Keep = Callable[[str, bytes], Awaitable[Attachment]]
"""Checks a file and keeps it, with this name; gives what is wrong with it otherwise."""


async def picture(api: Api, media_id: str, keep: Keep) -> Attachment:
    """Fetches it (page 90254); never raises for what the server does."""
    try:
        got = await api.download(media_id, MOST_BYTES)
    except (ApiError, NoAnswer) as error:
        structlog.get_logger("channels").warning("a picture was not fetched", why=str(error))
        return Attachment("图片", None, "lost")
    name = name_of(got.disposition)
    if len(got.body) > MOST_BYTES:
        return Attachment(name, None, "too_large")
    return await keep(name, got.body)
