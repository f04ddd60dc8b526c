"""What the page asks of the bot beside hearing and the clock."""

from typing import Any, Protocol


class House(Protocol):
    """The school that the page plays in. `timezone` is an IANA name."""

    @property
    def name(self) -> str:
        """The school's name: the title of the page and of the group."""

    @property
    def bot_name(self) -> str:
        """What one writes after @ to address the bot."""

    @property
    def timezone(self) -> str:
        """The zone in which days and hours are meant."""

    async def people(self) -> list[dict[str, Any]]:
        """Who is on the roster now: `name`, `departments`, `roles`."""

    async def records(self, channel: str, message_id: str) -> list[dict[str, Any]]:
        """What this message of this channel wrote: `number`, `kind`, `shown` ({label: value}), `cancelled`."""
