"""企业微信 as seen from here: does the bot connect, does the app get its token, does a word arrive?"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientSession
from yarl import URL

from bot.channels import Unreachable
from bot.channels.tencent.api import Api, app_grant
from bot.channels.tencent.errors import UNKNOWN, WECOM, ApiError, NoAnswer
from bot.channels.wecom.connection import Connection, Cut, Refused, State
from bot.channels.wecom.voice import Voice
from bot.channels.wecom.webhook import Webhook
from bot.doctor.finding import Finding, bad, beware, fine
from bot.doctor.network import Now
from bot.doors import bot_lock
from bot.message import Place, Reply
from bot.settings import Settings
from storage.lock import held

CONNECTING = 15.0
STAYING = 3.0
"""Seconds for another process to show itself by throwing us out."""

TEST = Reply("这是小研的体检消息，收到就是通了，不用回复")
BOT = "管理后台“安全与管理 → 管理工具 → 智能机器人”点开机器人，在“API 模式 → 长连接”里"
CREDENTIALS = f"在{BOT}重新复制 wecom.bot.id 和 wecom.bot.secret；不是回调的 Token，也不是应用的 Secret"
BUSY = "小研正在运行，没有试连（一个机器人只能有一个连接，试连会断开它）"
STOP = "要试，先停下小研；它连没连上，看日志里有没有 the connection to WeCom stands"


@dataclass(frozen=True)
class Push:
    """Where a test message is to go."""

    chat: str
    place: Place


async def connection(settings: Settings, now: Now, push: Push | None) -> AsyncIterator[Finding]:
    """Subscribes, unless a bot of ours does: the newest connection throws the others out."""
    bot = settings.wecom.bot
    assert bot.id
    assert bot.secret
    with held(settings.database, bot_lock(bot.id)) as ours:
        if not ours:
            yield beware(f"长连接：{BUSY}", STOP)
            return
        link = Connection(bot.url, bot.id, bot.secret.get_secret_value(), _passed_over, now=now)
        await link.start()
        try:
            yield await _subscribed(link, settings)
            if push and link.state is State.LIVE:
                yield await _pushed(link, push)
        finally:
            await link.close()


async def webhook(session: ClientSession, settings: Settings, push: Push | None) -> AsyncIterator[Finding]:
    """Nothing can be asked of a webhook without the group seeing it."""
    address = settings.wecom.webhook.url
    assert address
    url, api = URL(address.get_secret_value()), URL(settings.wecom.api)
    if url.host != api.host:
        yield beware(f"群机器人：地址在 {url.host}，企业微信的在 {api.host}", "在群设置的“消息推送”里重新复制整个地址")
    if push is None:
        yield fine("群机器人：地址的写法对；没有真的发，要试就加上 --push 群的chatid")
        return
    try:
        await Webhook(session, str(url)).say(TEST)
    except Unreachable as error:
        yield bad("群机器人：体检消息没有发出去", str(error))
    else:
        yield fine("群机器人：体检消息发出去了，请到它所在的群里看")


async def app(session: ClientSession, settings: Settings, push: Push | None) -> AsyncIterator[Finding]:
    """Its token, which needs a trusted address; who may see it; and a word to a person."""
    ours, corp = settings.wecom.app, settings.wecom.corp_id
    assert ours.agent_id
    assert ours.secret
    assert corp
    api = Api(session, settings.wecom.api, app_grant(corp, ours.secret.get_secret_value()))
    if problem := await token(api, "自建应用"):
        yield problem
        return
    yield fine("自建应用：取到了令牌，这台机器的地址在可信名单里")
    yield await _seen(api, ours.agent_id)
    if push and push.place == "private":
        try:
            await Voice(api, ours.agent_id).say(push.chat, TEST)
        except Unreachable as error:
            yield bad("自建应用：体检消息没有发出去", str(error))
        else:
            yield fine("自建应用：体检消息发出去了")


async def token(api: Api, what: str) -> Finding | None:
    """What is wrong, None where nothing is."""
    try:
        await api.check()
    except ApiError as error:
        return bad(f"{what}：取不到令牌（{error.errcode}）", str(error).partition("：")[2])
    except NoAnswer as error:
        return bad(f"{what}：取不到令牌", str(error))
    return None


async def _subscribed(link: Connection, settings: Settings) -> Finding:
    if await link.live(CONNECTING):
        await asyncio.sleep(STAYING)
    match link.state:
        case State.LIVE:
            return fine("长连接：连上了，订阅成功")
        case State.KICKED:
            how = f"找出那台电脑上的小研或别的程序，停下它；找不到，就在{BOT}重新生成 Secret"
            return bad("长连接：刚连上就被断开（disconnected_event），另一个进程用着这个机器人", how)
        case State.BAD_SECRET:
            return bad("长连接：企业微信不认这个 BotID 和 Secret（853000）", CREDENTIALS)
    host = URL(settings.wecom.bot.url).host
    how = f"检查这台机器能不能上网；防火墙要放行到 {host} 的 443 端口"
    return bad(f"长连接：{CONNECTING:.0f}秒没有连上 {host}", how)


async def _pushed(link: Connection, push: Push) -> Finding:
    kind = 2 if push.place == "group" else 1
    body = {"chatid": push.chat, "chat_type": kind, "msgtype": "markdown", "markdown": {"content": TEST.text}}
    try:
        await link.send(body)
    except Refused as refused:
        how = WECOM.get(refused.errcode, UNKNOWN)
        return bad(f"长连接：体检消息没有发出去（{refused.errcode}）", how)
    except (Cut, TimeoutError):
        return beware("长连接：体检消息发了，没有等到回执", "请到那个群里看收到没有")
    return fine("长连接：体检消息发出去了")


async def _seen(api: Api, agent_id: int) -> Finding:
    """Page 90227: whether the app is in use, and for whom."""
    place = "管理后台“应用管理 → 自建”点开应用"
    try:
        told = await api.get("/cgi-bin/agent/get", {"agentid": str(agent_id)})
    except ApiError as error:
        return bad(f"自建应用：看不到 AgentId {agent_id}（{error.errcode}）", str(error).partition("：")[2])
    except NoAnswer as error:
        return beware("自建应用：没有查到可见范围", str(error))
    if told.get("close") == 1:
        return bad("自建应用：在后台停用了", f"{place}，打开“启用应用”")
    users, parties, tags = (_many(told, *path) for path in _ALLOWED)
    if not users and not parties and not tags:
        return bad("自建应用：可见范围是空的，谁也收不到", f"{place}，在“可见范围”里加上全体老师")
    return fine(f"自建应用：可见范围有{parties}个部门、{users}个人、{tags}个标签")


_ALLOWED = (("allow_userinfos", "user"), ("allow_partys", "partyid"), ("allow_tags", "tagid"))


def _many(told: dict[str, Any], name: str, within: str) -> int:
    holder = told.get(name)
    found = holder.get(within) if isinstance(holder, dict) else None
    return len(found) if isinstance(found, list) else 0


async def _passed_over(_cmd: str, _frame: dict[str, Any]) -> None:
    """What is said while the examination goes on gets no answer, as while nothing runs."""
