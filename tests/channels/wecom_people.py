"""The people of a school in WeCom: they speak, press, send files and open the chat, and see what the bot says."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from tests.channels.wecom_chats import BOT, Bubble, Chat, Delivery, words
from tests.channels.wecom_files import DOWNLOADABLE, Sent, sent

AT_ONCE = 3
UNFINISHED = 6 * 60.0
"""Page 100719: at most three messages of a user in work, each for up to six minutes."""

SLOW = 30.0
"""A bot that leaves three messages unfinished for so long leaves the user without a bot."""

EVENT = 5.0


class People:
    """A private chat has the id of the person. Everything is awaited until it is written to the bot's connection."""

    url: str
    web: str

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """`now` dates the events."""
        self.broken: list[str] = []
        self.deliveries: list[Delivery] = []
        self.refused: list[str] = []
        self._now = now
        self._numbered: dict[str, Delivery] = {}
        self._chats: dict[str, Chat] = {}
        self._people: set[str] = set()
        self._sent: dict[str, Sent] = {}
        self._unfinished: dict[str, dict[str, float]] = {}
        self._changed = asyncio.Event()

    def group(self, chatid: str) -> None:
        """A group that the bot is in, where nobody has spoken to it."""
        self._chats.setdefault(chatid, Chat(group=True))

    def person(self, userid: str) -> None:
        """Somebody who may see the bot, and has not spoken to it."""
        self._people.add(userid)
        self._chats.setdefault(userid, Chat(group=False))

    def expel(self, chatid: str) -> None:
        """The bot is thrown out of the group."""
        self._chats[chatid].expelled = True

    def shown(self, chatid: str) -> list[Bubble]:
        """Everything in a chat, in the order in which it appeared; a stream is where its first frame was."""
        return list(self._chats[chatid].bubbles) if chatid in self._chats else []

    def said(self, chatid: str) -> list[str]:
        """What the bot said there, in words."""
        return [bubble.text for bubble in self.shown(chatid) if bubble.sender == BOT]

    async def says(
        self,
        chatid: str,
        userid: str,
        text: str,
        *,
        pictures: Sequence[dict[str, Any]] = (),
        quote: Bubble | dict[str, Any] | str | None = None,
    ) -> Delivery:
        """In a group with an @ before it; `pictures` are `media`; a quote is of a bubble, of a text, or given whole."""
        content = text if chatid == userid else f"@{BOT} {text}"
        body: dict[str, Any] = {"msgtype": "text", "text": {"content": content}}
        if pictures:
            items = [{"msgtype": "image", "image": picture} for picture in pictures]
            body = {"msgtype": "mixed", "mixed": {"msg_item": [{"msgtype": "text", "text": body["text"]}, *items]}}
        if quote is not None:
            body["quote"] = _quote(quote)
        return await self.sends(chatid, userid, body, text)

    async def sends(self, chatid: str, userid: str, body: dict[str, Any], text: str = "") -> Delivery:
        """Any message; of those without a text only what is allowed there reaches the bot."""
        self.person(userid)
        if chatid != userid:
            self.group(chatid)
        chat = self._chats[chatid]
        if chat.group and body["msgtype"] not in ("text", "mixed"):
            raise ValueError(f"in a group no {body['msgtype']} reaches the bot")
        chat.spoken = True
        chat.bubbles.append(Bubble(userid, body["msgtype"], self.time, text))
        delivery = self._delivery("message", chatid, userid, body)
        if self._busy(userid):
            self.refused.append(delivery.msgid)
            return delivery
        self._unfinished.setdefault(userid, {})[delivery.msgid] = self.time
        await self.deliver(delivery)
        if not delivery.arrived:
            del self._unfinished[userid][delivery.msgid]
        return delivery

    async def sends_file(self, userid: str, name: str, data: bytes, kind: str = "file") -> Delivery:
        """In private; `kind` is file, image or video."""
        return await self.sends(userid, userid, {"msgtype": kind, kind: self.media(data, name)})

    def media(
        self, data: bytes, name: str = "", *, disposition: str | None = None, redirect: str = ""
    ) -> dict[str, str]:
        """The url and aeskey of a file; served for five minutes, with this Content-Disposition or as a redirect."""
        number = uuid4().hex
        self._sent[number], aeskey = sent(data, name, self.time, disposition=disposition, redirect=redirect)
        return {"url": f"{self.web}/media/{number}", "aeskey": aeskey}

    async def opens(self, userid: str) -> Delivery:
        """Enters the private chat, for the first time that day."""
        self.person(userid)
        return await self._event("enter_chat", userid, userid, {})

    async def press(self, chatid: str, userid: str, label: str, card: Bubble | None = None) -> Delivery:
        """Presses a button of the newest card that shows it to this person, or of the one given."""
        cards = [card] if card else [bubble for bubble in reversed(self.shown(chatid)) if bubble.card]
        for bubble in cards:
            shown = bubble.card_of(userid) or {}
            for button in shown.get("button_list", ()):
                if button["text"] == label:
                    return await self._press(chatid, userid, bubble, button["key"])
        raise LookupError(f"no button {label} in {chatid}")

    async def _press(self, chatid: str, userid: str, bubble: Bubble, key: str) -> Delivery:
        card = bubble.card_of(userid) or {}
        told = {"card_type": card["card_type"], "event_key": key, "task_id": card["task_id"]}
        self.person(userid)
        delivery = self._delivery(
            "template_card_event",
            chatid,
            userid,
            {"msgtype": "event", "event": {"eventtype": "template_card_event", "template_card_event": told}},
        )
        delivery.task_id, delivery.card = card["task_id"], bubble
        return await self.deliver(delivery)

    async def feedback(self, chatid: str, userid: str) -> Delivery:
        """Says what they think of an answer; nothing may be answered."""
        return await self._event("feedback_event", chatid, userid, {"feedback_event": {"id": "trace_1", "type": 1}})

    async def again(self, delivery: Delivery) -> Delivery:
        """The same msgid once more, as WeCom does when it is in doubt."""
        body = {key: delivery.frame["body"][key] for key in delivery.frame["body"] if key != "msgid"}
        copy = self._delivery(delivery.kind, delivery.chatid, delivery.userid, body, delivery.msgid)
        copy.task_id, copy.card = delivery.task_id, delivery.card
        return await self.deliver(copy)

    async def answered(self, delivery: Delivery, seconds: float = 60) -> Bubble:
        """The bot's first answer, once it is finished. Raises TimeoutError."""
        await self.until(lambda: delivery.finished, seconds)
        return delivery.answers[0]

    async def ask(self, chatid: str, userid: str, text: str, seconds: float = 60) -> str:
        """Says it, and gives the words of the answer."""
        return (await self.answered(await self.says(chatid, userid, text), seconds)).text

    async def until(self, happened: Callable[[], bool], seconds: float = 60) -> None:
        """Waits until something that the bot sends has made it so. Raises TimeoutError."""
        async with asyncio.timeout(seconds):
            while not happened():
                await self._changed.wait()

    def answers(self, msgid: str) -> list[Bubble]:
        """All the bubbles with which the bot answered a message, over all its deliveries."""
        found = [bubble for delivery in self.deliveries if delivery.msgid == msgid for bubble in delivery.answers]
        return list(dict.fromkeys(found))

    @property
    def time(self) -> float:
        """Of the loop, in seconds."""
        return asyncio.get_running_loop().time()

    async def deliver(self, delivery: Delivery) -> Delivery:
        """Writes a callback to the connection that lives; without one it is lost."""
        raise NotImplementedError

    def served(self, number: str) -> Sent | None:
        """A file that a person sent, while it may be downloaded."""
        found = self._sent.get(number)
        return found if found and self.time - found.at <= DOWNLOADABLE else None

    def _news(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    def _busy(self, userid: str) -> bool:
        mine = self._unfinished.get(userid, {})
        waiting = [at for at in mine.values() if self.time - at < UNFINISHED]
        if len(waiting) >= AT_ONCE and self.time - max(waiting) > SLOW:
            self.broken.append(f"{userid} has {len(waiting)} unfinished messages and cannot speak any more")
        return len(waiting) >= AT_ONCE

    def _finish(self, delivery: Delivery) -> None:
        delivery.finished = True
        self._unfinished.get(delivery.userid, {}).pop(delivery.msgid, None)

    async def _event(self, kind: str, chatid: str, userid: str, told: dict[str, Any]) -> Delivery:
        body = {"msgtype": "event", "event": {"eventtype": kind, **told}}
        return await self.deliver(self._delivery(kind, chatid, userid, body))

    def _delivery(self, kind: str, chatid: str, userid: str, body: dict[str, Any], msgid: str = "") -> Delivery:
        msgid = msgid or f"CAIQ{uuid4().hex}"
        req_id = uuid4().hex
        whole: dict[str, Any] = {"msgid": msgid, "aibotid": "AIBOTID", "from": {"userid": userid}, **body}
        if kind != "enter_chat":
            whole["chattype"] = "single" if chatid == userid else "group"
            whole["response_url"] = f"{self.web}/response/{uuid4().hex}"
        if chatid != userid:
            whole["chatid"] = chatid
        if kind != "message":
            whole["create_time"] = int(self._now().timestamp())
        cmd = "aibot_msg_callback" if kind == "message" else "aibot_event_callback"
        frame = {"cmd": cmd, "headers": {"req_id": req_id}, "body": whole}
        return Delivery(msgid, req_id, kind, chatid, userid, self.time, frame)


def _quote(quoted: Bubble | dict[str, Any] | str) -> dict[str, Any]:
    if isinstance(quoted, dict):
        return quoted
    text = quoted if isinstance(quoted, str) else quoted.text or words(quoted.card or {})
    return {"msgtype": "text", "text": {"content": text}}
