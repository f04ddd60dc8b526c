"""What a self-built app says: to a member (page 90236), or into a group that it made itself (page 90248)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.channels import Unreachable, buttons
from bot.channels.aside import SENT_LATER
from bot.channels.limits import Limiter, Window
from bot.channels.tencent.api import Api
from bot.channels.tencent.errors import ApiError, NoAnswer
from bot.channels.tencent.sends import in_order
from bot.channels.texts import parts
from bot.channels.wecom import cards
from bot.channels.wecom.cards import Card
from bot.channels.wecom.outgoing import outgoing
from bot.message import Reply

MOST_TEXT = 2048
A_MINUTE, AN_HOUR = Window(30, 61), Window(1000, 3610)
"""What one member gets from one app; WeCom drops the rest without a word (page 90312)."""

CHAT_MINUTE, CHAT_DAY = Window(200, 61), Window(10_000, 86_460)
"""What one member gets from groups (page 90248)."""

REPEAT_SECONDS = 30
"""For so long WeCom passes over the same message to the same person, so that one without an answer can be sent again.
It is short, for two equal answers may be meant."""

INVALID = 81013

Body = dict[str, Any]


@dataclass(frozen=True)
class Piece:
    """One message of those that make up a reply, and what is left to say where it does not arrive."""

    body: Body
    left: Reply


class Voice:
    """Speaks as one app."""

    def __init__(self, api: Api, agent_id: int) -> None:
        self._api = api
        self._agent_id = agent_id
        self._members: dict[str, Limiter] = {}
        self._chats = Limiter([CHAT_MINUTE, CHAT_DAY])

    async def say(self, userid: str, reply: Reply, told: str = "") -> Reply | None:
        """Says it in private: the text without its beginning that was `told`, then its card and files.

        The text is always there, because WeChat shows no cards. Gives what of it did not arrive. Raises Unreachable
        where nothing of it was seen.
        """
        if not userid or "|" in userid or userid.startswith("@"):
            raise Unreachable("自建应用：这不是一个人的企业微信号")
        turns = self._members.setdefault(userid, Limiter([A_MINUTE, AN_HOUR]))
        try:
            texts, files = await self._pieces(reply, told)
            pieces = [*texts, *_card(reply, turns), *files]
            failed = await in_order(partial(self._send, userid, turns, piece.body) for piece in pieces)
        except (ApiError, NoAnswer) as error:
            raise Unreachable(f"自建应用：{error}") from None
        return _joined([pieces[position].left for position in failed])

    async def say_chat(self, chat_id: str, reply: Reply, mentions: Sequence[str] = ()) -> None:
        """Says it in a group that this app made; `mentions` are userids, or "@all". Raises Unreachable like `say`."""
        try:
            texts, files = await self._pieces(reply)
            if texts and mentions:
                texts[0].body["text"]["mentioned_list"] = list(mentions)
            sends = (partial(self._send_chat, chat_id, piece.body) for piece in (*texts, *files))
            await in_order(sends, doubtful=True)
        except (ApiError, NoAnswer) as error:
            raise Unreachable(f"自建应用的群：{error}") from None

    async def update(self, userid: str, code: str, card: Card) -> None:
        """Puts another card in the place of the one that was pressed; `code` is good once (page 94888).

        Raises ApiError and NoAnswer.
        """
        body = {"userids": [userid], "agentid": self._agent_id, "response_code": code, "template_card": card}
        await self._api.post("/cgi-bin/message/update_template_card", body)

    async def _pieces(self, reply: Reply, told: str = "") -> tuple[list[Piece], list[Piece]]:
        """Texts, and the files that are uploaded by now; nobody sees an upload, so it may fail."""
        going, staying = await outgoing(reply.files)
        text = "\n".join(filter(None, (reply.text[len(told) :].strip(), staying)))
        media = [(file, await self._api.upload(file.name, file.content, file.kind)) for file in going]
        return (
            [Piece(_body("text", content=part), Reply(part)) for part in parts(text, MOST_TEXT)],
            [Piece(_body(file.kind, media_id=id_), Reply("", files=(file.source,))) for file, id_ in media],
        )

    async def _send(self, userid: str, turns: Limiter, body: Body) -> None:
        repeats = {"enable_duplicate_check": 1, "duplicate_check_interval": REPEAT_SECONDS}
        whole = {"touser": userid, "agentid": self._agent_id, **body, **repeats}
        await turns.turn()
        try:
            answer = await self._api.post("/cgi-bin/message/send", whole)
        except NoAnswer as error:
            if not error.sent:
                raise
            answer = await self._api.post("/cgi-bin/message/send", whole)
        missed = f"{answer.get('invaliduser', '')}|{answer.get('unlicenseduser', '')}".lower().split("|")
        if userid.lower() in missed:
            raise ApiError(INVALID)

    async def _send_chat(self, chat_id: str, body: Body) -> None:
        await self._chats.turn()
        await self._api.post("/cgi-bin/appchat/send", {"chatid": chat_id, **body})


def _card(reply: Reply, turns: Limiter) -> list[Piece]:
    """The card of a reply with buttons. One that is a mere convenience is left out where much is being said."""
    busy = turns.used(A_MINUTE) * 2 > A_MINUTE.most
    needed = buttons.needed(reply)
    if not cards.offered(reply) or (busy and not needed):
        return []
    left = Reply(reply.text, reply.buttons) if needed else Reply("")
    return [Piece(_body("template_card", **cards.after(reply, cards.new_task())), left)]


def _joined(left: Sequence[Reply]) -> Reply | None:
    """What is left of a reply as one; None where nobody misses it."""
    text = "".join(reply.text for reply in left)
    buttons = tuple(button for reply in left for button in reply.buttons)
    files = tuple(file for reply in left for file in reply.files)
    return Reply(text or SENT_LATER, buttons, files, private=True) if text or files else None


def _body(kind: str, **content: Any) -> Body:
    return {"msgtype": kind, kind: content}
