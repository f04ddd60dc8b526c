"""One implementation's connection: actions go out, and each is answered by its `echo` (12.onebot.dev)."""

import asyncio
import base64
import hashlib
import itertools
import json
from typing import Any

from aiohttp import ClientError, WSCloseCode, web

from bot.channels import Unreachable
from bot.channels.onebot.events import Account

ANSWER = 20.0
"""Seconds within which an action is answered."""

MOST_ACCOUNTS = 50
Data = dict[str, Any]


class Link:
    """Whoever reads the connection hands the answers to `answered`. `accounts` are those that it serves."""

    def __init__(self, socket: web.WebSocketResponse) -> None:
        self.accounts: set[Account] = set()
        self._socket = socket
        self._ended = False
        self._echoes = map(str, itertools.count(1))
        self._awaited: dict[str, asyncio.Future[Data]] = {}

    def serve(self, accounts: set[Account]) -> None:
        """It told of these."""
        if len(self.accounts | accounts) <= MOST_ACCOUNTS:
            self.accounts |= accounts

    async def call(self, account: Account, action: str, params: Data) -> Data:
        """The answer's `data`. Raises Unreachable where it was refused or cut off, TimeoutError without an answer."""
        if self._ended or self._socket.closed:
            raise Unreachable("the bridge is not connected")
        echo = next(self._echoes)
        awaited: asyncio.Future[Data] = asyncio.get_running_loop().create_future()
        self._awaited[echo] = awaited
        me = {"platform": account.platform, "user_id": account.id}
        try:
            async with asyncio.timeout(ANSWER):
                await self._write({"action": action, "params": params, "echo": echo, "self": me})
                answer = await awaited
        finally:
            del self._awaited[echo]
        if answer["retcode"] != 0:
            raise Unreachable(f"{action} was answered with {answer['retcode']}")
        given = answer.get("data")
        return given if isinstance(given, dict) else {}

    async def say(self, account: Account, to: Data, segment: Data) -> str:
        """Gives the message_id, "" where the implementation tells none. Raises as `call` does."""
        sent = await self.call(account, "send_message", {**to, "message": [segment]})
        id_ = sent.get("message_id")
        return id_ if isinstance(id_, str) else ""

    async def upload(self, account: Account, name: str, content: bytes) -> str:
        """The file_id. Raises as `call` does."""
        digest = hashlib.sha256(content).hexdigest()
        params = {"type": "data", "name": name, "data": base64.b64encode(content).decode(), "sha256": digest}
        file_id = (await self.call(account, "upload_file", params)).get("file_id")
        if not isinstance(file_id, str) or not file_id:
            raise Unreachable("upload_file gave no file_id")
        return file_id

    def answered(self, frame: Data) -> bool:
        """Is it the answer to something that was asked? The echo is compared as it stands: 7 is not "7"."""
        echo, retcode = frame.get("echo"), frame.get("retcode")
        awaited = self._awaited.get(echo) if isinstance(echo, str) else None
        if awaited is None or awaited.done() or type(retcode) is not int:
            return False
        awaited.set_result(frame)
        return True

    async def close(self) -> None:
        """Hangs up, politely."""
        await self._socket.close(code=WSCloseCode.GOING_AWAY)

    def end(self) -> None:
        """The connection is no more: whoever waits is told so."""
        self._ended = True
        for awaited in self._awaited.values():
            if not awaited.done():
                awaited.set_exception(Unreachable("the bridge hung up"))

    async def _write(self, frame: Data) -> None:
        try:
            await self._socket.send_str(json.dumps(frame, ensure_ascii=False).encode("utf-8", "replace").decode())
        except (ClientError, OSError) as error:
            raise Unreachable("the bridge hung up") from error
