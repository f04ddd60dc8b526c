"""WeCom's server API as its pages describe it: for a self-built app, for its media, and for a group's webhook.

It answers HTTP 200 whatever happens.
"""

import asyncio
import base64
import hashlib
import itertools
import json
import re
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import BodyPartReader, web
from yarl import URL

from tests.channels.fake_server import FakeServer

CORP, SECRET, AGENT = "ww0123456789abcdef", "app-secret-of-the-school", 1000002
KEY = "693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa"
IP = "203.0.113.9"
MINUTE = 60.0
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
TEXT, MARKDOWN = 2048, 4096

Answer = dict[str, Any]
WORDS = {
    40001: "invalid credential",
    40013: "invalid corpid",
    40014: "invalid access_token",
    41001: "access_token missing",
    42001: "access_token expired",
    45009: "api freq out of limit",
    60020: "not allow to access from your ip",
    81013: "user & party & tag all invalid",
    93000: "invalid webhook url",
}


class FakeQyapi(FakeServer):
    """One enterprise, one app, one group with a webhook. Time is the running loop's."""

    def __init__(self, members: tuple[str, ...] = ("wangfang", "LiMing")) -> None:
        self.members = members
        super().__init__()
        self.trusted = True
        self.stopped = False
        self.lifetime = 7200
        self.tokens_given = 0
        self.calls: list[str] = []
        self.said: list[tuple[str, Answer]] = []
        self.told: list[tuple[str, Answer]] = []
        self.cards: list[Answer] = []
        self.group: list[Answer] = []
        self.group_at: list[float] = []
        self.media: dict[str, tuple[str, str, bytes]] = {}
        self.given: dict[str, tuple[str, bytes]] = {}
        self.forced: dict[str, deque[int]] = defaultdict(deque)
        self.always: dict[str, int] = {}
        self.chats = {"teachers"}
        self.names = {"wangfang": "王芳"}
        self.open_ids = {"woAJ2GCAAAXtWyujaWJHDDGi0mACas1w": "wangfang"}
        self.delay = 0.0
        self.slow: dict[str, float] = {}
        self.quietly_invalid = False
        self.lose_answers = 0
        self._lately: dict[str, float] = {}
        self._numbers = itertools.count(1)
        self._token, self._until = "", 0.0

    @property
    def webhook(self) -> str:
        return f"{self.url}/cgi-bin/webhook/send?key={KEY}"

    @property
    def texts(self) -> list[str]:
        """What the group reads, texts alone."""
        return [body[body["msgtype"]]["content"] for body in self.group if body["msgtype"] in ("text", "markdown")]

    def void(self) -> None:
        """The token is no longer good, long before its time."""
        self._until = 0.0
        self._token = ""

    def gives(self, media_id: str, name: str, content: bytes) -> None:
        """What somebody sent, to be fetched."""
        self.given[media_id] = (name, content)

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        path = request.path
        self.calls.append(path)
        await asyncio.sleep(self.slow.get(path, self.delay))
        door: Callable[[web.Request], Awaitable[Answer | web.Response]] | None = _DOORS.get((request.method, path))
        if door is None:
            self._fault(f"no such address: {request.method} {path}")
            return web.json_response({"errcode": -9, "errmsg": "no such address"})
        code = self._refusal(path) or self._unauthorised(request)
        answer = _error(code) if code else await door.__get__(self)(request)
        if self.lose_answers and request.path == "/cgi-bin/message/send":
            self.lose_answers -= 1
            assert request.transport
            request.transport.close()
        return answer if isinstance(answer, web.Response) else web.json_response(answer)

    def _refusal(self, path: str) -> int:
        if self.forced[path]:
            return self.forced[path].popleft()
        return self.always.get(path, 0)

    def _unauthorised(self, request: web.Request) -> int:
        if "/webhook/" in request.path:
            return 0 if request.query.get("key") == KEY else 93000
        if not self.trusted:
            return 60020
        if request.path == "/cgi-bin/gettoken":
            return 0
        token = request.query.get("access_token")
        if not token:
            self._fault("a call without a token")
            return 41001
        if token != self._token:
            return 40014
        return 0 if self._now() < self._until else 42001

    async def gettoken(self, request: web.Request) -> Answer:
        if request.query.get("corpid") != CORP:
            return _error(40013)
        if request.query.get("corpsecret") != SECRET:
            return _error(40001)
        self.tokens_given += 1
        if self._now() >= self._until:
            self._token = f"token-{next(self._numbers)}-{'t' * 200}"
            self._until = self._now() + self.lifetime
        return {"errcode": 0, "errmsg": "ok", "access_token": self._token, "expires_in": self.lifetime}

    async def send(self, request: web.Request) -> Answer:
        body = await self._json(request)
        self._demand(body.get("agentid") == AGENT, "agentid")
        wanted = body.get("touser", "").split("|")
        known = {member.lower(): member for member in self.members}
        invalid = [user.lower() for user in wanted if user.lower() not in known]
        if len(invalid) == len(wanted):
            return {**_error(0 if self.quietly_invalid else 81013), "invaliduser": "|".join(invalid)}
        self._check(body, TEXT)
        if self._repeated(body):
            return {"errcode": 0, "errmsg": "ok", "invaliduser": "", "msgid": "again"}
        for user in wanted:
            if user.lower() in known:
                self.said.append((known[user.lower()], body))
                self._rate("message/send " + user, 30)
        number = next(self._numbers)
        return {"errcode": 0, "errmsg": "ok", "invaliduser": "|".join(invalid), "msgid": f"m{number}"}

    def _repeated(self, body: Answer) -> bool:
        """The same message within the interval that it names itself is passed over."""
        if not body.get("enable_duplicate_check"):
            return False
        whole = json.dumps(body, sort_keys=True)
        last = self._lately.get(whole, -1e9)
        self._lately[whole] = self._now()
        interval: float = body.get("duplicate_check_interval", 1800)
        return self._now() - last <= interval

    async def update_card(self, request: web.Request) -> Answer:
        body = await self._json(request)
        self._demand(body.get("agentid") == AGENT, "agentid")
        self._demand(isinstance(body.get("userids"), list), "userids")
        self._demand(bool(body.get("response_code")), "response_code")
        if any(one["response_code"] == body["response_code"] for one in self.cards):
            self._fault("a response_code used twice")
        self._card(body["template_card"])
        self.cards.append(body)
        return {"errcode": 0, "errmsg": "ok", "invaliduser": []}

    async def tell_chat(self, request: web.Request) -> Answer:
        body = await self._json(request)
        if body.get("chatid") not in self.chats:
            return _error(86003)
        self._check(body, TEXT)
        self.told.append((body["chatid"], body))
        return _error(0)

    async def upload(self, request: web.Request) -> Answer:
        kind = request.query.get("type", "")
        self._demand(kind in ("image", "file", "voice", "video"), "type of an upload")
        return await self._take(request, kind, "app")

    async def get_media(self, request: web.Request) -> Answer | web.Response:
        name, content = self.given.get(request.query["media_id"], ("", b""))
        if not name:
            return _error(40007)
        header = {"Content-Disposition": f"attachment; filename*=UTF-8''{URL.build(path=name).raw_path}"}
        return web.Response(body=content, content_type="image/jpeg", headers=header)

    async def get_user(self, request: web.Request) -> Answer:
        name = self.names.get(request.query["userid"])
        return {**_error(0), "userid": request.query["userid"], "name": name} if name else _error(60111)

    async def get_agent(self, request: web.Request) -> Answer:
        if request.query.get("agentid") != str(AGENT):
            return _error(301002)
        seen = [{"userid": member} for member in self.members]
        allowed = {"allow_userinfos": {"user": seen}, "allow_partys": {"partyid": []}, "allow_tags": {"tagid": []}}
        return {**_error(0), "agentid": AGENT, "name": "小研", **allowed, "close": int(self.stopped)}

    async def convert(self, request: web.Request) -> Answer:
        asked = (await self._json(request))["open_userid_list"]
        self._demand(0 < len(asked) <= 1000, "1 to 1000 ids a call")
        known = [{"open_userid": one, "userid": self.open_ids[one]} for one in asked if one in self.open_ids]
        invalid = [one for one in asked if one not in self.open_ids]
        return {**_error(0), "userid_list": known, "invalid_open_userid_list": invalid}

    async def webhook_send(self, request: web.Request) -> Answer:
        body = await self._json(request)
        now = self._now()
        if sum(1 for at in self.group_at if at > now - MINUTE) >= 20:
            self._fault("more than twenty a minute")
            return _error(45009)
        content = body.get("text", {}).get("content", "x")
        if not content:
            self._fault("an empty text")
            return _error(44004)
        self._check(body, TEXT, MARKDOWN, place="webhook")
        self.group_at.append(now)
        self.group.append(body)
        return _error(0)

    async def webhook_upload(self, request: web.Request) -> Answer:
        kind = request.query.get("type", "")
        self._demand(kind in ("file", "voice"), "type of a webhook's upload")
        return await self._take(request, kind, "webhook")

    async def _take(self, request: web.Request, kind: str, place: str) -> Answer:
        self._demand(request.content_type == "multipart/form-data", "multipart")
        reader = await request.multipart()
        part = await reader.next()
        assert isinstance(part, BodyPartReader)
        content = bytes(await part.read())
        header = part.headers["Content-Disposition"]
        self._demand(await reader.next() is None, "one part")
        self._demand('name="media"' in header, "a field named media")
        self._demand(re.search(rf'filelength="?{len(content)}"?', header) is not None, "filelength")
        named = re.search(r'filename="([^"]+)"', header)
        self._demand(named is not None and "%" not in named[1], f"a name in UTF-8: {header}")
        self._demand(5 < len(content) <= 20 << 20, "the size of a file")
        self._demand(named is not None and part.filename == named[1], "a name that servers can read")
        media_id = f"media-{next(self._numbers)}"
        self.media[media_id] = (place, named[1] if named else "", content)
        return {**_error(0), "type": kind, "media_id": media_id, "created_at": "1380000000"}

    def _check(self, body: Answer, text: int, markdown: int = TEXT, place: str = "app") -> None:
        kind = body["msgtype"]
        content = body[kind]
        match kind:
            case "text" | "markdown":
                most = text if kind == "text" else markdown
                self._demand(0 < len(content["content"].encode()) <= most, f"length of {kind}")
                mentioned = content.get("mentioned_list", [])
                self._demand(all(isinstance(one, str) for one in mentioned), "mentioned_list")
            case "image" if place == "webhook":
                raw = base64.b64decode(content["base64"], validate=True)
                self._demand(hashlib.md5(raw).hexdigest() == content["md5"], "md5")
                self._demand(len(raw) <= 2 << 20 and raw.startswith(PICTURES), "a picture of at most 2 MB")
            case "image" | "file":
                self._demand(self.media[content["media_id"]][0] == place, "a media_id of the same place")
            case "template_card":
                self._demand(place == "app", "no such cards by webhook")
                self._card(content)
            case _:
                self._fault(f"no such msgtype: {kind}")

    def _card(self, card: Answer) -> None:
        self._demand(re.fullmatch(r"[0-9A-Za-z_\-@]{1,128}", card["task_id"]) is not None, "task_id")
        self._demand(1 <= len(card["button_list"]) <= 6, "1 to 6 buttons")
        for button in card["button_list"]:
            self._demand(len(button["text"]) <= 10 and len(button["key"].encode()) <= 1024, "a button")

    def _rate(self, whom: str, most: int) -> None:
        """WeCom drops the surplus without a word."""
        stamps = self.__dict__.setdefault("_stamps", defaultdict(deque))[whom]
        stamps.append(self._now())
        self._demand(sum(1 for at in stamps if at > self._now() - MINUTE) <= most, f"rate of {whom}")

    async def _json(self, request: web.Request) -> Answer:
        self._demand(request.content_type == "application/json", "JSON")
        body: Answer = json.loads(await request.read())
        return body

    def _demand(self, kept: bool, rule: str) -> None:
        if not kept:
            self._fault(rule)

    def _fault(self, rule: str) -> None:
        self.faults.append(rule)

    def _now(self) -> float:
        return asyncio.get_running_loop().time()


def _error(code: int) -> Answer:
    if not code:
        return {"errcode": 0, "errmsg": "ok"}
    more = f"hint: [1653372716], from ip: {IP}, more info at https://open.work.weixin.qq.com/devtool/query?e={code}"
    return {"errcode": code, "errmsg": f"{WORDS.get(code, 'refused')}, {more}"}


_DOORS: dict[tuple[str, str], Any] = {
    ("GET", "/cgi-bin/gettoken"): FakeQyapi.gettoken,
    ("POST", "/cgi-bin/message/send"): FakeQyapi.send,
    ("POST", "/cgi-bin/message/update_template_card"): FakeQyapi.update_card,
    ("POST", "/cgi-bin/appchat/send"): FakeQyapi.tell_chat,
    ("POST", "/cgi-bin/media/upload"): FakeQyapi.upload,
    ("GET", "/cgi-bin/media/get"): FakeQyapi.get_media,
    ("GET", "/cgi-bin/user/get"): FakeQyapi.get_user,
    ("GET", "/cgi-bin/agent/get"): FakeQyapi.get_agent,
    ("POST", "/cgi-bin/batch/openuserid_to_userid"): FakeQyapi.convert,
    ("POST", "/cgi-bin/webhook/send"): FakeQyapi.webhook_send,
    ("POST", "/cgi-bin/webhook/upload_media"): FakeQyapi.webhook_upload,
}
