"""What is said in several calls: one after the other, and no word twice."""

from collections.abc import Awaitable, Callable, Iterable

import structlog

from bot.channels.tencent.errors import ApiError, NoAnswer

Send = Callable[[], Awaitable[object]]

log = structlog.get_logger("channels")


async def in_order(sends: Iterable[Send], *, doubtful: bool = False) -> list[int]:
    """Sends one after the other, and gives the positions of those that did not arrive.

    Raises ApiError or NoAnswer while nothing has been seen: then it can be said by another way. `doubtful`: what got
    no answer counts as seen, because it may have been and cannot safely be sent again.
    """
    failed: list[int] = []
    for position, send in enumerate(sends):
        try:
            await send()
        except (ApiError, NoAnswer) as error:
            if doubtful and isinstance(error, NoAnswer) and error.sent:
                log.error("not known to have arrived", why=str(error))
                continue
            if position == 0:
                raise
            log.error("a part did not arrive", why=str(error))
            failed.append(position)
    return failed
