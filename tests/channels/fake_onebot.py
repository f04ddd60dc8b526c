"""A OneBot 12 implementation as strict as 12.onebot.dev: it fails the test when the bot breaks a rule.

async with FakeOneBot(url, token) as fake:
    await fake.says("王芳", "签到", group="语文组", mention=True)
    assert await fake.reads() == ("语文组", "已记录 …")
"""

import asyncio
import base64
import hashlib
import itertools
import json
from collections import defaultdict, deque
from types import TracebackType
from typing import Any, Self

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

Data = dict[str, Any]
PLATFORM, BOT = "wechat", "wxid_bot"
SEGMENTS = {"text": {"text"}, "file": {"file_id"}}
PARAMS = {
    "send_message": {"detail_type", "message"},
    "upload_file": {"type", "name", "data", "sha256"},
    "get_file": {"file_id", "type"},
}


class FakeOneBot:
    """One implementation with one account. `said` is what it sent on: where, and the segments.

    `refuse[action]` are retcodes for the next calls; `mute` actions are done and never answered.
    """

    def __init__(
        self, url: str, token: str | None, *, protocol: str | None = "12.fake", query: bool = False, account: str = BOT
    ) -> None:
        self.me = {"platform": PLATFORM, "user_id": account}
        self.said: asyncio.Queue[tuple[str, list[Data]]] = asyncio.Queue()
        self.refuse: dict[str, deque[int]] = defaultdict(deque)
        self.mute: set[str] = set()
        self.files: dict[str, Data] = {}
        self.uploads: dict[str, tuple[str, bytes]] = {}
        self.actions: list[Data] = []
        self.faults: list[str] = []
        self.sent: list[str] = []
        self._url = f"{url}?access_token={token}" if query else url
        self._headers = {} if query or token is None else {"Authorization": f"Bearer {token}"}
        self._protocols = [protocol] if protocol else []
        self._numbers = itertools.count(1)
        self._echoes: set[str] = set()
        self._session = ClientSession()
        self._socket: ClientWebSocketResponse | None = None
        self._reader: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        try:
            self._socket = await self._session.ws_connect(
                self._url, headers=self._headers, protocols=self._protocols, max_msg_size=64 << 20
            )
        except BaseException:
            await self._session.close()
            raise
        assert self._socket.protocol == self._protocols[0]
        self._reader = asyncio.create_task(self._read())
        await self.meta("connect", version={"impl": "fake", "version": "1.0", "onebot_version": "12"})
        await self.meta("status_update", status={"good": True, "bots": [{"self": self.me, "online": True}]})
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *_: BaseException | TracebackType | None) -> None:
        await self.hang_up()
        await self._session.close()
        if kind is None:
            assert self.faults == []

    @property
    def socket(self) -> ClientWebSocketResponse:
        assert self._socket
        return self._socket

    async def hang_up(self) -> None:
        await self.socket.close()
        if self._reader:
            self._reader.cancel()
            await asyncio.gather(self._reader, return_exceptions=True)

    async def meta(self, kind: str, **more: Any) -> None:
        await self.event("meta", kind, more)

    async def event(self, type_: str, detail: str, more: Data) -> None:
        number = next(self._numbers)
        told = {"id": f"e{number}", "time": 0, "type": type_, "detail_type": detail, "sub_type": "", **more}
        await self.socket.send_str(json.dumps(told, ensure_ascii=False))

    async def says(
        self,
        who: str,
        text: str = "",
        *,
        group: str | None = None,
        mention: bool = False,
        more: tuple[Data, ...] = (),
        id_: str | None = None,
        **fields: Any,
    ) -> str:
        """Somebody says something; gives the message_id."""
        id_ = id_ or f"m{next(self._numbers)}"
        segments = [segment("mention", user_id=self.me["user_id"])] if mention else []
        segments += [segment("text", text=f" {text}" if mention else text)] if text else []
        place = {"group_id": group} if group else {}
        message = {"message_id": id_, "message": [*segments, *more], "alt_message": text}
        told = {"self": self.me, "user_id": who, **message, **place, **fields}
        await self.event("message", "group" if group else "private", told)
        return id_

    async def reads(self) -> tuple[str, str]:
        """Where the next thing was said, and its text; a file as 文件 and its name."""
        where, (only,) = await asyncio.wait_for(self.said.get(), 60)
        data = only["data"]
        return where, data["text"] if only["type"] == "text" else f"文件 {self.uploads[data['file_id']][0]}"

    async def silent(self) -> bool:
        """Nothing is on its way."""
        await asyncio.sleep(1)
        return self.said.empty()

    async def _read(self) -> None:
        async for message in self.socket:
            if message.type is not WSMsgType.TEXT:
                self.faults.append(f"a frame of {message.type}")
                continue
            action = json.loads(message.data)
            self.actions.append(action)
            answer = self._act(action)
            if action.get("action") not in self.mute:
                await self.socket.send_str(json.dumps({**answer, "echo": action.get("echo")}))

    def _act(self, action: Data) -> Data:
        name, params, echo = action.get("action"), action.get("params"), action.get("echo")
        if set(action) != {"action", "params", "echo", "self"} or name not in PARAMS or not isinstance(params, dict):
            return self._fault(f"no action: {action}")
        if not isinstance(echo, str) or not echo or echo in self._echoes:
            return self._fault(f"an echo that is no new text: {echo!r}")
        self._echoes.add(echo)
        if action["self"] != self.me:
            return self._fault(f"another self: {action['self']}")
        if self.refuse[name]:
            return _failed(self.refuse[name].popleft())
        given = {key for key in params if key not in ("group_id", "user_id")}
        if given != PARAMS[name]:
            return self._fault(f"params of {name}: {sorted(params)}")
        done: Data = getattr(self, f"_{name}")(params)
        return done

    def _send_message(self, params: Data) -> Data:
        kind = params["detail_type"]
        ids = {"group": "group_id", "private": "user_id"}
        where = params.get(ids.get(kind, ""))
        if kind not in ids or not where or len({"group_id", "user_id"} & set(params)) != 1:
            return self._fault(f"no place: {params}")
        if not params["message"]:
            return self._fault("an empty message")
        for one in params["message"]:
            if set(one) != {"type", "data"} or set(one["data"]) != SEGMENTS.get(one["type"]):
                return self._fault(f"a segment: {one}")
            if one["type"] == "text" and not one["data"]["text"]:
                return self._fault("an empty text")
            if one["type"] == "file" and one["data"]["file_id"] not in self.uploads:
                return self._fault("a file that was not uploaded")
        self.said.put_nowait((where, params["message"]))
        self.sent.append(f"s{next(self._numbers)}")
        return _ok(message_id=self.sent[-1], time=0.5)

    def _upload_file(self, params: Data) -> Data:
        content = base64.b64decode(params["data"], validate=True)
        if params["type"] != "data" or hashlib.sha256(content).hexdigest() != params["sha256"]:
            return self._fault("an upload whose digest does not fit")
        file_id = f"f{next(self._numbers)}"
        self.uploads[file_id] = (params["name"], content)
        return _ok(file_id=file_id)

    def _get_file(self, params: Data) -> Data:
        if params["type"] not in ("url", "data"):
            return self._fault(f"a file by {params['type']}")
        file = self.files.get(params["file_id"])
        if file is None:
            return _failed(32001)
        if params["type"] not in file:
            return _failed(10004)
        other = {"url": "data", "data": "url"}[params["type"]]
        return _ok(**{key: value for key, value in file.items() if key != other})

    def _fault(self, rule: str) -> Data:
        self.faults.append(rule)
        return _failed(10001)


def segment(kind: str, **data: str) -> Data:
    return {"type": kind, "data": data}


def _ok(**data: Any) -> Data:
    return {"status": "ok", "retcode": 0, "data": data, "message": ""}


def _failed(retcode: int) -> Data:
    return {"status": "failed", "retcode": retcode, "data": None, "message": "refused"}
