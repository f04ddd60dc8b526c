"""What can be done on the page: speak, press, send again, look; and what the bot says there."""

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

    def scene(self, person: str) -> Event:
        """Everything that a page which looks as `person` shows at first."""
        return {
            "type": "scene",
            "now": self._watch.now().isoformat(),
            "group": [bubble.to_json() for bubble in self.room.group(person)],
            "private": [bubble.to_json() for bubble in self.room.private(person)],
            "letters": self.room.letters(),
        }

    async def speak(self, draft: Draft) -> Bubble:
        """Shows the message, tells the bot, shows what it answers."""
        message = self._message(draft)
        bubble = self._bubble(message)
        bubble.files = draft.files
        bubble.quoted = {"sender": draft.quote.sender, "text": draft.quote.told()} if draft.quote else None
        await self._deliver(bubble)
        return bubble

    async def press(self, person: str, card: Bubble, button: Button) -> Bubble:
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
        await self._deliver(bubble)
        return bubble

    async def again(self, bubble: Bubble) -> None:
        """Delivers the same message once more, as a channel does that missed the answer."""
        bubble.times += 1
        bubble.state = "sent"
        await self._tell(bubble)

    async def understood(self, bubble: Bubble) -> dict[str, Any] | None:
        """How the bubble's message reads; None when the bot was told nothing with it."""
        if bubble.message is None:
            return None
        return insight(bubble.message, await self._ear.understand(bubble.message))

    def say(self, conversation: str, place: Place, reply: Reply, answers: Bubble | None = None) -> None:
        """Shows what the bot says. A private word to somebody is announced to the other pages without its text."""
        self._show(
            Bubble(
                place,
                conversation,
                self._bot_name,
                reply.text,
                self._watch.now(),
                bot=True,
                answers=answers.id if answers else None,
                buttons=reply.buttons,
                files=tuple(self._shelf.offer(file) for file in reply.files),
            )
        )
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

    async def _deliver(self, bubble: Bubble) -> None:
        self.room.add(bubble)
        await self._tell(bubble)

    async def _tell(self, bubble: Bubble) -> None:
        assert bubble.message is not None
        self._tell_pages(bubble)
        try:
            replies = await self._ear.hear(bubble.message)
        except Exception:
            self._mark(bubble, "failed")
            raise
        for reply in replies:
            self._answer(bubble, reply)
        self._mark(bubble, "heard")

    def _answer(self, bubble: Bubble, reply: Reply) -> None:
        private = reply.private or bubble.place == "private"
        conversation = bubble.sender if private else bubble.conversation
        self.say(conversation, "private" if private else "group", reply, bubble)

    def _mark(self, bubble: Bubble, state: str) -> None:
        bubble.state = state
        self._tell_pages(bubble)

    def _show(self, bubble: Bubble) -> None:
        self.room.add(bubble)
        self._tell_pages(bubble)

    def _tell_pages(self, bubble: Bubble) -> None:
        seen_by = bubble.conversation if bubble.place == "private" else bubble.only
        self.viewers.tell({"type": "bubble", "bubble": bubble.to_json()}, seen_by)
