"""What can be seen from here of the world: the time that others have, and who listens at our own ports."""

import hashlib
import secrets
import socket
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from aiohttp import ClientError, ClientSession, ClientTimeout
from yarl import URL

from bot.channels.tencent.envelope import Envelope
from bot.doctor import written
from bot.doctor.finding import Finding, bad, beware, fine
from bot.settings import Settings

QUICK = ClientTimeout(total=10)
MOST_WRONG = timedelta(minutes=2)
"""WeCom and WeChat refuse what is stamped much later or earlier, and the school's days would begin too late."""

Now = Callable[[], datetime]


async def clock(session: ClientSession, settings: Settings, now: Now) -> AsyncIterator[Finding]:
    """Our time against the Date header of the API that is used; without one, nothing is asked of anybody."""
    if written.in_wecom(settings):
        yield await _clock(session, URL(settings.wecom.api) / "cgi-bin/gettoken", now)
    elif written.has_weixin(settings):
        yield await _clock(session, URL(settings.weixin.api) / "cgi-bin/token", now)


async def _clock(session: ClientSession, url: URL, now: Now) -> Finding:
    """`url` answers, though with an error, who asks it for nothing."""
    try:
        async with session.get(url, timeout=QUICK, allow_redirects=False) as answer:
            theirs = parsedate_to_datetime(answer.headers["Date"]).astimezone(UTC)
    except (ClientError, TimeoutError, OSError, KeyError, ValueError) as error:
        return beware(f"时间：没有连上 {url.host}（{type(error).__name__}），不能核对", "检查这台机器能不能上网")
    wrong = now() - theirs
    if abs(wrong) <= MOST_WRONG:
        return fine(f"时间：和 {url.host} 一致")
    told = f"时间：这台机器{'快' if wrong > timedelta() else '慢'}了{_shown(abs(wrong))}"
    return bad(told, "打开自动校时：timedatectl set-ntp true（Windows 在“日期和时间”里点“立即同步”）")


async def called(session: ClientSession, what: str, url: URL, query: dict[str, str], echo: str, names: str) -> Finding:
    """Whether the running bot takes an address check that is sealed as the console's are.

    `query` seals `echo` with what the settings say; `names` are the keys that were used.
    """
    if _free(url.host or "", url.port or 0):
        return beware(f"{what}：小研没有在运行（{url.host}:{url.port} 空着），没有试", "启动小研以后再运行一次 doctor")
    try:
        async with session.get(url.with_query(query), timeout=QUICK, allow_redirects=False) as answer:
            status, text = answer.status, (await answer.content.read(1000)).decode(errors="replace")
    except (ClientError, TimeoutError, OSError) as error:
        return bad(f"{what}：{url.host}:{url.port} 不应答（{type(error).__name__}）", _taken(url))
    if status == 200 and text == echo:
        return fine(f"{what}：{url.path} 应答正确，后台填的地址应当是 https://学校的域名{url.path}")
    if status == 404:
        return bad(f"{what}：{url.host}:{url.port} 上没有 {url.path}", _taken(url))
    return bad(f"{what}：正在运行的小研不认设置里的 {names}", "设置改过以后要重新启动小研；再和后台填的核对一遍")


def sealed(envelope: Envelope, echo: str, now: Now) -> dict[str, str]:
    """The query of an address check (page 90968)."""
    seal = envelope.seal(echo, str(int(now().timestamp())), secrets.token_hex(8))
    names = {"timestamp": seal.timestamp, "nonce": seal.nonce}
    return {"msg_signature": seal.signature, **names, "echostr": seal.encrypted}


def signed(token: str, echo: str, now: Now) -> dict[str, str]:
    """The query of an official account's address check, whose echostr is plain."""
    timestamp, nonce = str(int(now().timestamp())), secrets.token_hex(8)
    digest = hashlib.sha1("".join(sorted((token, timestamp, nonce))).encode(), usedforsecurity=False)
    return {"signature": digest.hexdigest(), "timestamp": timestamp, "nonce": nonce, "echostr": echo}


async def listens(session: ClientSession, what: str, url: URL) -> Finding:
    """Whether the bridge is open, and open only to those who have the token."""
    if _free(url.host or "", url.port or 0):
        return beware(f"{what}：小研没有在运行（{url.host}:{url.port} 空着），没有试", "启动小研以后再运行一次 doctor")
    try:
        async with session.get(url, timeout=QUICK, allow_redirects=False) as answer:
            if answer.status == 401:
                return fine(f"{what}：{url.host}:{url.port} 在等着接，没有口令的进不来")
    except (ClientError, TimeoutError, OSError):
        pass
    return bad(f"{what}：{url.host}:{url.port} 上的不是小研", _taken(url))


def local(host: str, port: int, path: str) -> URL:
    """Where our own server is reached from here."""
    everywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104
    return URL.build(scheme="http", host=everywhere.get(host, host), port=port, path=path)


def _free(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=3).close()
    except OSError:
        return True
    return False


def _taken(url: URL) -> str:
    return f"{url.port} 端口可能被别的程序占着：停下它，或在设置里换一个 port（代理里也要改）"


def _shown(wrong: timedelta) -> str:
    minutes = round(wrong.total_seconds() / 60)
    return f"{minutes}分钟" if minutes < 120 else f"{round(minutes / 60)}小时"
