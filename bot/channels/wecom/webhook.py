"""群机器人: a notice into the one group that its address stands for. It cannot hear (page 91770)."""

import asyncio
import base64
import hashlib
import re
from collections.abc import Sequence
from functools import partial
from typing import Any

from aiohttp import ClientSession
from yarl import URL

from bot.channels import Unreachable
from bot.channels.limits import Limiter, Window
from bot.channels.tencent.calls import MEDIA, Answer, ask, media, patiently
from bot.channels.tencent.errors import ApiError, NoAnswer
from bot.channels.tencent.sends import in_order
from bot.channels.texts import parts
from bot.channels.wecom.outgoing import Outgoing, outgoing
from bot.message import Reply

MOST_TEXT = 2048
MOST_MARKDOWN = 4096
A_MINUTE = Window(20, 61)
"""A second more than the minute, for what the way there takes may differ."""

_EATEN = re.compile(r"[*_`#<>\[\]\\~|]")
"""What markdown would take for its own. There is no way of escaping it that is documented."""


class Webhook:
    """Says one reply after the other, in the order in which they came, at most twenty a minute."""

    def __init__(self, session: ClientSession, url: str) -> None:
        """`url`: the whole address with its key, which is the password."""
        self._session = session
        self._url = URL(url)
        self._limiter = Limiter([A_MINUTE])
        self._queue = asyncio.Lock()

    async def say(self, reply: Reply, mentions: Sequence[str] = ()) -> None:
        """Says the text, its files after it; `mentions` are the userids that it rings for, or "@all".

        A webhook takes no presses, so buttons are left out. Raises Unreachable where nothing of it was seen.
        """
        async with self._queue:
            try:
                bodies = await self._bodies(reply, mentions)
                await in_order((partial(self._send, body) for body in bodies), doubtful=True)
            except (ApiError, NoAnswer) as error:
                raise Unreachable(f"群机器人：{error}") from None

    async def _bodies(self, reply: Reply, mentions: Sequence[str]) -> list[dict[str, Any]]:
        """All that is to be said; the uploads come first, for nobody sees them."""
        files, left = await outgoing(reply.files)
        text = "\n".join(filter(None, (reply.text.strip(), left)))
        return [*_texts(text, mentions), *[await self._file(file) for file in files]]

    async def _file(self, file: Outgoing) -> dict[str, Any]:
        if file.kind == "image":
            digest = hashlib.md5(file.content, usedforsecurity=False).hexdigest()  # the protocol's, not our choice
            return _body("image", base64=base64.b64encode(file.content).decode(), md5=digest)
        url = self._url.with_name("upload_media", keep_query=True).update_query(type="file")
        answer = await patiently(
            lambda: ask(self._session, "POST", url, data=media(file.name, file.content), timing=MEDIA)
        )
        return _body("file", media_id=_done(answer).media_id)

    async def _send(self, body: dict[str, Any]) -> None:
        async def post() -> Answer:
            await self._limiter.turn()
            return await ask(self._session, "POST", self._url, json=body)

        _done(await patiently(post))


def _done(answer: Answer) -> Answer:
    if answer.errcode:
        raise ApiError(answer.errcode, answer.errmsg)
    return answer


def _texts(text: str, mentions: Sequence[str]) -> list[dict[str, Any]]:
    """As text, which alone can ring; a long one that markdown would not change goes so, in half as many pieces."""
    if len(text.encode()) > MOST_TEXT and not mentions and not _EATEN.search(text):
        return [_body("markdown", content=piece) for piece in parts(text, MOST_MARKDOWN)]
    bodies = [_body("text", content=piece) for piece in parts(text, MOST_TEXT)]
    if bodies and mentions:
        bodies[0]["text"]["mentioned_list"] = list(mentions)
    return bodies


def _body(kind: str, **content: Any) -> dict[str, Any]:
    return {"msgtype": kind, kind: content}
