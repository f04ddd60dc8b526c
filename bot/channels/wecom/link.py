"""One WebSocket to WeCom: frames go out, and each is acknowledged by its req_id. WeCom's page 101463."""

import asyncio
import json
from typing import Any
from weakref import WeakValueDictionary

import aiohttp

Frame = dict[str, Any]

ACK = 5.0
"""Seconds within which a frame is acknowledged; measured are 0.2 to 0.5."""


class Refused(Exception):
    """WeCom's answer was not 0. Its errmsg is kept nowhere: it may quote what was sent."""

    def __init__(self, errcode: int) -> None:
        super().__init__(f"WeCom answered {errcode}")
        self.errcode = errcode


class Cut(Exception):
    """The connection ended before the acknowledgement came.

    `sent`: the frame had been written, so that WeCom may have acted on it. Without it, nobody has seen the frame.
    """

    def __init__(self, sent: bool) -> None:
        super().__init__("the connection to WeCom ended" if sent else "there is no connection to WeCom")
        self.sent = sent


class Link:
    """The frames of one connection; whoever reads it hands the acknowledgements to `acknowledge`."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._ended = False
        self._awaited: dict[str, asyncio.Future[Frame | None]] = {}
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def ask(self, cmd: str, req_id: str, body: Frame | None = None, seconds: float = ACK) -> Frame:
        """Sends a frame and gives the body of its acknowledgement, {} where it has none.

        Frames with the same req_id take turns, because their acknowledgements look the same. Raises Refused, Cut, and
        TimeoutError where the acknowledgement does not come while the connection lives: WeCom may have acted.
        """
        frame: Frame = {"cmd": cmd, "headers": {"req_id": req_id}}
        if body is not None:
            frame["body"] = body
        async with self._turns.setdefault(req_id, asyncio.Lock()), asyncio.timeout(seconds):
            answer = await self._exchange(req_id, frame)
        if answer["errcode"] != 0:
            raise Refused(answer["errcode"])
        given = answer.get("body")
        return given if isinstance(given, dict) else {}

    def acknowledge(self, frame: Frame) -> bool:
        """Whether somebody waits for this answer; then it is theirs."""
        awaited = self._awaited.get(req_id(frame))
        if awaited is None or awaited.done() or not isinstance(frame.get("errcode"), int):
            return False
        awaited.set_result(frame)
        return True

    def end(self) -> None:
        """The connection is no more: whoever waits is told so."""
        self._ended = True
        for awaited in self._awaited.values():
            if not awaited.done():
                awaited.set_result(None)

    async def _exchange(self, number: str, frame: Frame) -> Frame:
        if self._ended or self._socket.closed:
            raise Cut(sent=False)
        awaited: asyncio.Future[Frame | None] = asyncio.get_running_loop().create_future()
        self._awaited[number] = awaited
        try:
            await self._write(frame)
            answer = await awaited
        finally:
            del self._awaited[number]
        if answer is None:
            raise Cut(sent=True)
        return answer

    async def _write(self, frame: Frame) -> None:
        """Half a surrogate pair, as users' texts may hold, is sent as a question mark instead of failing."""
        data = json.dumps(frame, ensure_ascii=False).encode("utf-8", "replace")
        try:
            await self._socket.send_frame(data, aiohttp.WSMsgType.TEXT)
        except (aiohttp.ClientError, OSError) as error:
            raise Cut(sent=True) from error


def req_id(frame: Frame) -> str:
    """Empty where there is none."""
    headers = frame.get("headers")
    found = headers.get("req_id") if isinstance(headers, dict) else None
    return found if isinstance(found, str) else ""
