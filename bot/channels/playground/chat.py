"""What can be done on the page: speak, press, send again, look; and what the bot says there."""

import asyncio
import logging
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from bot.channels import Ear, Watch
from bot.channels.playground.insight import insight
from bot.channels.playground.room import GROUP, Bubble, Room
from bot.channels.playground.shelf import Offer, Shelf
from bot.channels.playground.viewers import Event, Viewers
from bot.message import Button, Message, Place, Quoted, Reply

NAME = "playground"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Draft:
    """What a person is about to send."""

    person: str
    place: Place
    text: str
    quote: Bubble | None = None
    files: tuple[Offer, ...] = ()


class Chat:
    """The conversations between the open pages and the bot."""

    def __init__(self, ear: Ear, watch: Watch, shelf: Shelf, bot_name: str) -> None:
        self.room = Room()
        self.viewers = Viewers()
        self._ear = ear
        self._watch = watch
        self._shelf = shelf
        self._bot_name = bot_name
        self._behind: set[asyncio.Task[None]] = set()

    def scene(self, person: str) -> Event:
        """Everything that a page which looks as `person` shows at first."""
        return {
            "type": "scene",
            "now": self._watch.now().isoformat(),
            "group": [bubble.to_json() for bubble in self.room.group(person)],
            "private": [bubble.to_json() for bubble in self.room.private(person)],
            "letters": self.room.letters(),
        }

    def speak(self, draft: Draft) -> Bubble:
        """Shows the message and tells the bot; what it answers is shown when it comes."""
        message = self._message(draft)
        bubble = self._bubble(message)
        bubble.files = draft.files
        bubble.quoted = {"sender": draft.quote.sender, "text": draft.quote.told()} if draft.quote else None
        self.room.add(bubble)
        self._send(bubble)
        return bubble

    def press(self, person: str, card: Bubble, button: Button) -> Bubble:
        """Tells the bot that `person` pressed this button; others in the group do not see it."""
        message = Message(
            NAME,
            uuid4().hex,
            card.conversation,
            card.place,
            person,
            button.label,
            self._watch.now(),
            addressed=True,
            pressed=button.frame,
        )
        bubble = self._bubble(message)
        bubble.only = person
        self.room.add(bubble)
        self._send(bubble)
        return bubble

    def again(self, bubble: Bubble) -> None:
        """Delivers the same message once more, as a channel does that missed the answer."""
        bubble.times += 1
        self._send(bubble)

    async def settle(self) -> None:
        """Waits until the bot has answered everything that it was told."""
        await asyncio.gather(*self._behind)

    async def understood(self, bubble: Bubble) -> dict[str, Any] | None:
        """How the bubble's message reads; None when the bot was told nothing with it."""
        if bubble.message is None:
            return None
        return insight(bubble.message, await self._ear.understand(bubble.message))

    def say(self, conversation: str, place: Place, reply: Reply, answers: Bubble | None = None) -> None:
        """Shows what the bot says. A private word to somebody is announced to the other pages without its text."""
        bubble = Bubble(place, conversation, self._bot_name, reply.text, self._watch.now(), bot=True)
        bubble.answers = answers.id if answers else None
        bubble.buttons = reply.buttons
        bubble.files = tuple(self._shelf.offer(file) for file in reply.files)
        self.room.add(bubble)
        self._tell_pages(bubble)
        if place == "private":
            self.viewers.tell({"type": "letters", "letters": self.room.letters()})

    def _message(self, draft: Draft) -> Message:
        group = draft.place == "group"
        quote = Quoted(draft.quote.told(), draft.quote.bot) if draft.quote else None
        return Message(
            NAME,
            uuid4().hex,
            GROUP if group else draft.person,
            draft.place,
            draft.person,
            draft.text,
            self._watch.now(),
            addressed=not group or self._calls(draft.text),
            attachments=tuple(offer.attachment for offer in draft.files),
            quoted=quote,
        )

    def _calls(self, text: str) -> bool:
        return any(sign + self._bot_name in text for sign in "@＠")

    def _bubble(self, message: Message) -> Bubble:
        return Bubble(
            message.place, message.conversation, message.sender, message.text, message.sent_at, message=message
        )

    def _send(self, bubble: Bubble) -> None:
        """Tasks begin in the order in which they are made, so the bot hears messages in the order of their arrival."""
        bubble.state = "sent"
        self._tell_pages(bubble)
        task = asyncio.create_task(self._tell_bot(bubble))
        self._behind.add(task)
        task.add_done_callback(self._behind.discard)

    async def _tell_bot(self, bubble: Bubble) -> None:
        assert bubble.message is not None
        try:
            for reply in await self._ear.hear(bubble.message):
                self._answer(bubble, reply)
            bubble.state = "heard"
        except Exception:
            log.exception("A message of the page was not answered")
            bubble.state = "failed"
        self._tell_pages(bubble)

    def _answer(self, bubble: Bubble, reply: Reply) -> None:
        private = reply.private or bubble.place == "private"
        conversation = bubble.sender if private else bubble.conversation
        self.say(conversation, "private" if private else "group", reply, bubble)

    def _tell_pages(self, bubble: Bubble) -> None:
        seen_by = bubble.conversation if bubble.place == "private" else bubble.only
        self.viewers.tell({"type": "bubble", "bubble": bubble.to_json()}, seen_by)
