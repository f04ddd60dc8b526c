"""The channels that the settings open: each is built, attached to the app, and closed again."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

import aiohttp
from yarl import URL

from bot.app import App, NotReady
from bot.channels import handed, reports, subscribed
from bot.channels.download import Fetcher
from bot.channels.onebot import OneBot
from bot.channels.tencent.api import Api, app_grant
from bot.channels.tencent.envelope import Envelope, key_of
from bot.channels.web import Web
from bot.channels.wecom.agent import Agent
from bot.channels.wecom.bot import Bot
from bot.channels.wecom.callback import Callback
from bot.channels.wecom.channel import WeCom
from bot.channels.wecom.connection import Connection, State
from bot.channels.wecom.hearing import CHANNEL
from bot.channels.wecom.identity import Directory
from bot.channels.wecom.response_url import ResponseUrls
from bot.channels.wecom.webhook import Webhook
from bot.channels.weixin import OfficialAccount, grant
from bot.sections import Settings, WeComApp, WeComBot, Weixin

TIMEOUT = aiohttp.ClientTimeout(total=30, connect=10)
TOGETHER = "{} 里这几项要写就都写：{}"
ONE_OF_TWO = "wecom.bot 只能写一种：secret（长连接），或 token 和 aes_key（回调模式）"
UNGUARDED = "onebot.token 没有写，没有它谁都能冒充老师"
TAKEN = "{}:{} 不能用（端口可能被占用），请在设置的 [{}] 里换一个 port"
ALARMS = {State.KICKED: "kicked", State.BAD_SECRET: "bad_secret"}


@contextlib.asynccontextmanager
async def opened(settings: Settings, app: App) -> AsyncIterator[None]:
    """Whatever of them the settings open. Raises NotReady where what is set does not suffice, or a port is taken."""
    async with contextlib.AsyncExitStack() as stack:
        session = await stack.enter_async_context(aiohttp.ClientSession(timeout=TIMEOUT))
        fetcher = Fetcher(settings.files / "received", settings.wecom.media_hosts, settings.wecom.max_file_mb << 20)
        house = _House(settings, app, session, fetcher, Web(settings.web.host, settings.web.port), stack)
        await _wecom(house)
        _weixin(house)
        await _onebot(house)
        if settings.web.public_url:
            given = [*reports.routes(app.report), *handed.routes(app.handed)]
            house.web.add([*subscribed.routes(app.calendar), *given])
        try:
            await house.web.open()
        except OSError as error:
            raise NotReady(TAKEN.format(settings.web.host, settings.web.port, "web")) from error
        stack.push_async_callback(house.web.close)
        yield


@dataclass(frozen=True)
class _House:
    """What the channels are built with; what is pushed on `stack` is closed at the end, the last first."""

    settings: Settings
    app: App
    session: aiohttp.ClientSession
    fetcher: Fetcher
    web: Web
    stack: contextlib.AsyncExitStack


async def _wecom(house: _House) -> None:
    """企业微信, by as many ways as are set."""
    given = house.settings.wecom
    agent = _agent(house)
    hook = Webhook(house.session, given.webhook.url.get_secret_value()) if given.webhook.url else None
    bot, connection = _bot(house, agent)
    if not (bot or agent or hook):
        return
    channel = WeCom(
        lambda: house.app.groups(CHANNEL),
        bot=bot, connection=connection,
        hook=hook, hook_group=given.webhook.group,
        app=agent, app_chat=given.app.chat,
    )  # fmt: skip
    house.app.attach(channel)
    await channel.open()
    house.stack.push_async_callback(channel.close)
    if connection:
        watching = asyncio.create_task(_watch(house.app, connection))
        house.stack.callback(watching.cancel)


def _bot(house: _House, agent: Agent | None) -> tuple[Bot | None, Connection | None]:
    """智能机器人, by its long connection or called back."""
    given, corp_id = house.settings.wecom.bot, house.settings.wecom.corp_id or ""
    _together("wecom.bot", {"token": given.token, "aes_key": given.aes_key})
    if given.secret and given.token:
        raise NotReady(ONE_OF_TWO)
    if not (given.secret or given.token):
        return None, None
    bot = Bot(
        house.app, house.app.clock.now, house.fetcher.fetch, given.names or (house.app.bot_name,),
        tenant=corp_id,
        media_key=key_of(given.aes_key.get_secret_value()) if given.aes_key else None,
        push=agent.say if agent else None,
        userid=Directory(agent.api).userid if agent else None,
    )  # fmt: skip
    if given.secret:
        _together("wecom.bot", {"id": given.id, "secret": given.secret})
        return bot, _connection(house, bot, given.id or "", given.secret.get_secret_value())
    _called_back(house, bot)
    return bot, None


def _connection(house: _House, bot: Bot, bot_id: str, secret: str) -> Connection:
    connection = Connection(house.settings.wecom.bot.url, bot_id, secret, bot.frame, now=house.app.clock.now)
    bot.speak_through(connection)
    return connection


def _called_back(house: _House, bot: Bot) -> None:
    given = house.settings.wecom
    envelope = _envelope(given.bot, "")
    assert envelope
    urls = ResponseUrls([URL(given.api).authority])
    callback = Callback(envelope, bot, house.app.clock.now, bot_id=given.bot.id or "", urls=urls)
    house.web.add(callback.routes())
    house.stack.push_async_callback(callback.close)


def _agent(house: _House) -> Agent | None:
    """自建应用."""
    given, corp_id = house.settings.wecom.app, house.settings.wecom.corp_id
    if not (given.agent_id or given.secret or given.token):
        return None
    _together("[wecom] 和 [wecom.app]", {"corp_id": corp_id, "agent_id": given.agent_id, "secret": given.secret})
    _together("wecom.app", {"token": given.token, "aes_key": given.aes_key})
    assert corp_id
    assert given.agent_id
    assert given.secret
    agent = Agent(
        Api(house.session, house.settings.wecom.api, app_grant(corp_id, given.secret.get_secret_value())),
        given.agent_id, house.app, house.app.clock.now,
        corp_id=corp_id,
        keep=house.fetcher.keep,
        envelope=_envelope(given, corp_id),
    )  # fmt: skip
    house.web.add(agent.routes())
    house.stack.push_async_callback(agent.close)
    return agent


def _weixin(house: _House) -> None:
    """公众号."""
    given = house.settings.weixin
    wanted = {"app_id": given.app_id, "secret": given.secret, "token": given.token, "aes_key": given.aes_key}
    _together("weixin", wanted)
    envelope = _envelope(given, given.app_id or "")
    if not (given.app_id and given.secret and envelope):
        return
    account = OfficialAccount(
        Api(house.session, given.api, grant(given.app_id, given.secret.get_secret_value())),
        house.app, house.app.clock.now,
        app_id=given.app_id,
        keep=house.fetcher.keep,
        envelope=envelope,
    )  # fmt: skip
    house.app.attach(account)
    house.web.add(account.routes())
    house.stack.push_async_callback(account.close)


async def _onebot(house: _House) -> None:
    """The bridge, where the school wants it."""
    given = house.settings.onebot
    if not given.enabled:
        return
    if given.token is None:
        raise NotReady(UNGUARDED)
    bridge = OneBot(
        house.app, house.app.clock.now, house.fetcher, (house.app.bot_name,), given.token.get_secret_value()
    )
    house.app.attach(bridge)
    try:
        await bridge.open(given.host, given.port)
    except OSError as error:
        raise NotReady(TAKEN.format(given.host, given.port, "onebot")) from error
    house.stack.push_async_callback(bridge.close)


def _envelope(given: WeComBot | WeComApp | Weixin, receive_id: str) -> Envelope | None:
    if not (given.token and given.aes_key):
        return None
    return Envelope(given.token.get_secret_value(), given.aes_key.get_secret_value(), receive_id)


def _together(section: str, values: Mapping[str, object]) -> None:
    """Raises NotReady where some are set and others are not."""
    if any(values.values()) and not all(values.values()):
        raise NotReady(TOGETHER.format(section, "、".join(values)))


async def _watch(app: App, connection: Connection) -> None:
    """A connection that ends by itself is told to the office: it will not come back."""
    ended = await connection.ended()
    if ended in ALARMS:
        await app.alarm(ALARMS[ended])
