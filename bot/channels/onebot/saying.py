"""Saying a reply through one account: its text, then its files (12.onebot.dev, send_message and upload_file)."""

import asyncio
from collections.abc import AsyncIterator

import structlog

from bot.channels import Unreachable
from bot.channels.aside import NO_FILES
from bot.channels.buttons import typed
from bot.channels.onebot.events import Account
from bot.channels.onebot.link import Data, Link
from bot.message import Attachment, Place, Reply

log = structlog.get_logger("onebot")


async def say(link: Link, account: Account, conversation: str, place: Place, reply: Reply) -> AsyncIterator[str]:
    """Gives the message_id of each part. Raises Unreachable while nobody has seen anything of the reply.

    What is not answered in time is taken to have been seen: said again, it would be seen twice.
    """
    to = {"detail_type": place, "group_id" if place == "group" else "user_id": conversation}
    for number, segment in enumerate(await _segments(link, account, place, reply)):
        try:
            yield await link.say(account, to, segment)
        except TimeoutError:
            log.warning("the bridge did not say whether something arrived")
        except Unreachable as error:
            if number == 0:
                raise
            log.error("the rest of a reply did not arrive", why=str(error))


async def _segments(link: Link, account: Account, place: Place, reply: Reply) -> list[Data]:
    """The uploads come first, for nobody sees them; of a file that was not taken the text says so."""
    uploaded = [await _uploaded(link, account, file) for file in reply.files]
    text = "\n".join(filter(None, (typed(reply, place), NO_FILES if None in uploaded else "")))
    files = [{"type": "file", "data": {"file_id": file_id}} for file_id in uploaded if file_id]
    return [{"type": "text", "data": {"text": text}}, *files] if text else files


async def _uploaded(link: Link, account: Account, file: Attachment) -> str | None:
    """The file_id; None where the implementation takes no files, or not this one."""
    try:
        return await link.upload(account, file.name, await asyncio.to_thread(file.kept.read_bytes))
    except (Unreachable, TimeoutError, OSError, ValueError) as error:
        log.warning(
            "a file could not be sent", why=str(error) if isinstance(error, Unreachable) else type(error).__name__
        )
        return None
