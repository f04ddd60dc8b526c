"""Who somebody is: what the app may ask the enterprise's directory, and the bot may not."""

from collections.abc import Sequence

import structlog

from bot.channels.tencent.api import Api
from bot.channels.tencent.errors import ApiError, NoAnswer

MOST_AT_ONCE = 1000


class Directory:
    """Only those within the app's 可见范围 are known to it."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._log = structlog.get_logger("wecom.identity")

    async def userids(self, masked: Sequence[str]) -> dict[str, str]:
        """The userid of each masked id (wo…) that is known (page 95884). Raises ApiError and NoAnswer."""
        found: dict[str, str] = {}
        for begin in range(0, len(masked), MOST_AT_ONCE):
            some = list(masked[begin : begin + MOST_AT_ONCE])
            answer = await self._api.post("/cgi-bin/batch/openuserid_to_userid", {"open_userid_list": some})
            found |= {one["open_userid"]: one["userid"] for one in answer.get("userid_list", ())}
        return found

    async def userid(self, masked: str) -> str | None:
        """The userid of one masked id; None where it is not known or may not be asked, which is no fault."""
        try:
            return (await self.userids([masked])).get(masked)
        except (ApiError, NoAnswer) as error:
            self._log.info("userid not read", why=str(error))
            return None

    async def name(self, userid: str) -> str | None:
        """Their name where the app may read it; that it may not is usual, and no fault."""
        try:
            answer = await self._api.get("/cgi-bin/user/get", {"userid": userid})
        except (ApiError, NoAnswer) as error:
            self._log.info("name not read", why=str(error))
            return None
        name = answer.get("name")
        return name if isinstance(name, str) and name not in ("", userid) else None
