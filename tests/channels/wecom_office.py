"""What WeCom does with the commands of a bot, and which rules it holds it to (101463, 100719, 101027, 101031)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tests.channels import wecom_rules as rules
from tests.channels.wecom_chats import BOT, Bubble, Delivery, words
from tests.channels.wecom_files import Over, Uploads, Wrong
from tests.channels.wecom_people import EVENT, People

Body = dict[str, Any]
Answer = tuple[int, Body | None]
OK: Answer = (0, None)

STREAM = 6 * 60.0
DAY = 24 * 3600.0
HOUR = 3600.0


@dataclass
class Stream:
    """A bubble that is being written."""

    bubble: Bubble
    began: float


class Office(People):
    """Takes every command but those of the connection itself. An errcode alone is a misfortune; `broken` is a fault."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        super().__init__(now)
        self._uploads = Uploads()
        self._inits: list[float] = []
        self._streams: dict[str, Stream] = {}
        self._task_ids: set[str] = set()
        self._commands: dict[str, Callable[[str, Body], Answer]] = {
            "aibot_respond_msg": self._respond,
            "aibot_respond_welcome_msg": self._welcome,
            "aibot_respond_update_msg": self._update,
            "aibot_send_msg": self._send,
            "aibot_upload_media_init": self._init,
            "aibot_upload_media_chunk": lambda _, body: self._upload(self._uploads.chunk, body),
            "aibot_upload_media_finish": lambda _, body: self._upload(self._uploads.finish, body),
        }

    def act(self, cmd: str, number: str, body: object) -> Answer:
        """The errcode and the body of the answer."""
        handler = self._commands.get(cmd)
        if handler is None or not isinstance(body, dict):
            self._breaks(f"unknown command {cmd}, or one without a body")
            return 40058, None
        return handler(number, body)

    def _breaks(self, rule: str) -> None:
        self.broken.append(rule)

    def _end_of_streams(self) -> None:
        for stream in self._streams.values():
            if not stream.bubble.finished:
                self._breaks(f"a stream was never finished: {stream.bubble.text!r}")

    def _callback(self, number: str, kind: str) -> Delivery | None:
        found = self._numbered.get(number)
        return found if found and found.kind == kind else None

    def _respond(self, number: str, body: Body) -> Answer:
        delivery = self._callback(number, "message")
        if delivery is None:
            self._breaks("answered what is no message")
            return 846605, None
        if self.time - delivery.at > DAY:
            return 846605, None
        if fault := self._faulty(body, rules.RESPOND, delivery.chatid):
            return fault
        if body["msgtype"] == "stream":
            return self._stream(delivery, body["stream"])
        self._finish(delivery)
        delivery.answers.append(self._show(delivery.chatid, body, delivery.msgid))
        return OK

    def _stream(self, delivery: Delivery, content: Body) -> Answer:
        stream = self._streams.get(content["id"])
        if stream is None:
            bubble = Bubble(BOT, "stream", self.time, to=delivery.msgid)
            self._chats[delivery.chatid].bubbles.append(bubble)
            stream = self._streams[content["id"]] = Stream(bubble, self.time)
        if stream.bubble.to != delivery.msgid:
            self._breaks("one stream for two messages")
        if self.time - stream.began > STREAM:
            return 846608, None
        stream.bubble.text, stream.bubble.finished = content["content"], content["finish"]
        if stream.bubble not in delivery.answers:
            delivery.answers.append(stream.bubble)
        if content["finish"]:
            self._finish(delivery)
        return OK

    def _send(self, _number: str, body: Body) -> Answer:
        chatid, chat_type = body.get("chatid"), body.get("chat_type")
        if chat_type not in (1, 2) or not isinstance(chatid, str):
            self._breaks(f"pushed without a chatid or an explicit chat_type: {chat_type!r}")
            return 93006, None
        chat = self._chats.get(chatid)
        if chat is None or chat.group != (chat_type == 2):
            return 93006, None
        if chat.expelled:
            return 93008, None
        if not chat.spoken:
            return 93001, None
        if fault := self._faulty(body, rules.SEND, chatid, ("chatid", "chat_type")):
            return fault
        self._show(chatid, body)
        return OK

    def _welcome(self, number: str, body: Body) -> Answer:
        delivery = self._callback(number, "enter_chat")
        if delivery is None or delivery.finished or self.time - delivery.at > EVENT:
            self._breaks("welcomed without an enter_chat, twice, or after more than 5 seconds")
            return 846605, None
        if fault := self._faulty(body, rules.WELCOME):
            return fault
        self._finish(delivery)
        delivery.answers.append(self._show(delivery.chatid, body))
        return OK

    def _update(self, number: str, body: Body) -> Answer:
        delivery = self._callback(number, "template_card_event")
        if delivery is None or delivery.finished or self.time - delivery.at > EVENT:
            self._breaks("updated a card without a press, twice, or after more than 5 seconds")
            return 846605, None
        card = body.get("template_card")
        faults = rules.card_faults(card)
        if set(body) - {"response_type", "template_card", "userids"} or body["response_type"] != "update_template_card":
            faults.append(f"the fields of an update: {sorted(body)}")
        if not faults and isinstance(card, dict) and card["task_id"] != delivery.task_id:
            faults.append("updated a card under another task_id")
        if faults:
            self.broken.extend(faults)
            return 40058, None
        self._finish(delivery)
        self._change(delivery, body)
        return OK

    def _change(self, delivery: Delivery, body: Body) -> None:
        bubble = delivery.card
        assert bubble is not None
        if "userids" in body:
            bubble.personal |= dict.fromkeys(body["userids"], body["template_card"])
        else:
            bubble.card, bubble.personal, bubble.text = body["template_card"], {}, words(body["template_card"])

    def _faulty(
        self, body: Body, allowed: tuple[str, ...], chatid: str = "", beside: tuple[str, ...] = ()
    ) -> Answer | None:
        """The answer to a message that may not be sent, or not now."""
        faults = rules.content_faults(body, allowed, beside)
        if not faults and body["msgtype"] == "template_card":
            task_id = body["template_card"].get("task_id")
            faults = [f"task_id {task_id} for a second card"] if task_id in self._task_ids else []
        if not faults and body["msgtype"] in rules.MEDIA:
            try:
                self._uploads.medium(body[body["msgtype"]]["media_id"], body["msgtype"], self.time)
            except Wrong as wrong:
                faults = [str(wrong)]
            except Over:
                return 40007, None
        if faults:
            self.broken.extend(faults)
            return (40008 if body.get("msgtype") not in allowed else 40058), None
        if chatid and not self._chats[chatid].turn(self.time):
            self._breaks(f"more than 30 a minute or 1000 an hour in {chatid}")
            return 45009, None
        return None

    def _show(self, chatid: str, body: Body, to: str = "") -> Bubble:
        kind = body["msgtype"]
        content = body[kind]
        bubble = Bubble(BOT, kind, self.time, content.get("content", ""), to=to)
        if kind == "template_card":
            bubble.card, bubble.text = content, words(content)
            self._task_ids |= {content["task_id"]} if "task_id" in content else set()
        elif kind in rules.MEDIA:
            medium = self._uploads.media[content["media_id"]]
            bubble.file, bubble.text = (medium.name, medium.data), medium.name
        self._chats[chatid].bubbles.append(bubble)
        return bubble

    def _upload(self, step: Callable[[Body, float], Body | None], body: Body) -> Answer:
        try:
            return 0, step(body, self.time)
        except Wrong as wrong:
            self._breaks(str(wrong))
            return 40058, None
        except Over:
            return 40007, None

    def _init(self, _number: str, body: Body) -> Answer:
        self._inits = [at for at in self._inits if at > self.time - HOUR]
        if len(self._inits) >= 1000 or sum(at > self.time - 60 for at in self._inits) >= 30:
            self._breaks("more than 30 uploads a minute or 1000 an hour")
            return 45009, None
        self._inits.append(self.time)
        return self._upload(self._uploads.init, body)
