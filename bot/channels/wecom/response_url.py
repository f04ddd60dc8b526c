"""The address that comes with a message and takes one late answer to it (page 101138). It is a secret: whoever has it
speaks as the bot.
"""

import json
from collections.abc import Sequence

from aiohttp import ClientError, ClientTimeout
from yarl import URL

from bot.channels import Unreachable, hosts
from bot.channels.memory import Recent
from bot.channels.texts import cut

VALID_SECONDS = 3600.0
HOSTS = ("qyapi.weixin.qq.com",)
_MOST_BYTES = 20480
_TIMEOUT = ClientTimeout(total=15, sock_connect=5)


class ResponseUrls:
    """The addresses of the last hour by the msgid that they came with; each is used once. `allowed`: see Hosts."""

    def __init__(self, allowed: Sequence[str] = HOSTS) -> None:
        self._hosts = hosts.Hosts(allowed)
        self._kept: Recent[str] = Recent(VALID_SECONDS)

    def keep(self, msgid: str, url: str) -> None:
        """The first one counts: a message that is delivered again brings no second answer."""
        if self._kept.get(msgid) is None:
            self._kept.keep(msgid, url)

    async def say(self, msgid: str, text: str) -> None:
        """Says it as markdown, quoting the message in a group. Raises Unreachable, without the address."""
        address = self._kept.get(msgid)
        self._kept.keep(msgid, "")
        if not address:
            raise Unreachable("no response_url that is unused")
        body = {"msgtype": "markdown", "markdown": {"content": cut(text, _MOST_BYTES)}}
        try:
            code = await self._post(URL(address, encoded=True), body)
        except (hosts.Refused, ClientError, TimeoutError, OSError, ValueError, RecursionError) as error:
            raise Unreachable(f"response_url: {type(error).__name__}") from None
        if code != 0:
            raise Unreachable(f"response_url: errcode {code}")

    async def _post(self, url: URL, body: object) -> object:
        self._hosts.check(url)
        async with (
            hosts.session(self._hosts, _TIMEOUT) as session,
            session.post(url, json=body, allow_redirects=False) as response,
        ):
            answer = json.loads(await response.read())
            return answer.get("errcode") if isinstance(answer, dict) else None
