"""What is seen in WeCom's chats, and what is on its way to the bot."""

from dataclasses import dataclass, field
from typing import Any

BOT = "小研"
"""The sender of what the bot says, and what is written after an @."""

Card = dict[str, Any]


@dataclass(eq=False)
class Bubble:
    """One message as people see it. `to`: the msgid of the message that it answers, empty for a push."""

    sender: str
    kind: str
    at: float
    text: str = ""
    card: Card | None = None
    file: tuple[str, bytes] | None = None
    to: str = ""
    finished: bool = True
    personal: dict[str, Card] = field(default_factory=dict)

    def card_of(self, userid: str) -> Card | None:
        """The card as this person sees it."""
        return self.personal.get(userid, self.card)

    @property
    def buttons(self) -> list[str]:
        """What stands on the card's buttons."""
        return [button["text"] for button in (self.card or {}).get("button_list", ())]


def words(card: Card) -> str:
    """What a card says, without its buttons."""
    title = card.get("main_title", {})
    return "\n".join(filter(None, (title.get("title"), title.get("desc"), card.get("sub_title_text"))))


@dataclass(eq=False)
class Delivery:
    """A callback. `arrived`: it was written to a connection that lived; `kind` is message or the type of the event."""

    msgid: str
    req_id: str
    kind: str
    chatid: str
    userid: str
    at: float
    frame: dict[str, Any]
    arrived: bool = False
    finished: bool = False
    answers: list[Bubble] = field(default_factory=list)
    task_id: str = ""
    card: Bubble | None = None


@dataclass
class Chat:
    """A group, or the private chat with one person, whose id it has then."""

    group: bool
    spoken: bool = False
    expelled: bool = False
    bubbles: list[Bubble] = field(default_factory=list)
    turns: list[float] = field(default_factory=list)

    def turn(self, now: float) -> bool:
        """Counts one more reply or push; False for one over 30 a minute or 1000 an hour."""
        self.turns = [at for at in self.turns if at > now - 3600]
        if len(self.turns) >= 1000 or sum(at > now - 60 for at in self.turns) >= 30:
            return False
        self.turns.append(now)
        return True
