"""The doors at which somebody calls us: the callback mode, the app, the official account, the bridge."""

import secrets
from collections.abc import AsyncIterator

from aiohttp import ClientSession
from pydantic import SecretStr

from bot.channels import weixin
from bot.channels.tencent.api import Api
from bot.channels.tencent.envelope import Envelope
from bot.channels.wecom import agent, callback
from bot.doctor import network, written
from bot.doctor.finding import Finding, bad, beware, fine
from bot.doctor.network import Now, local, sealed
from bot.doctor.wecom import token
from bot.settings import Settings

RISK = "OneBot 桥：开着。拿到口令的程序能以桥那边任何人的名义说话，是学校自担风险的用法"


async def look(session: ClientSession, settings: Settings, now: Now) -> AsyncIterator[Finding]:
    """Each that is set up."""
    bot, app = settings.wecom.bot, settings.wecom.app
    if written.called_back(settings):
        yield await _called(session, settings, now, "回调", "wecom.bot", callback.PATH, (bot.token, bot.aes_key, ""))
    if written.app_hears(settings):
        keys = (app.token, app.aes_key, settings.wecom.corp_id or "")
        yield await _called(session, settings, now, "自建应用接收消息", "wecom.app", agent.PATH, keys)
    if written.has_weixin(settings):
        async for finding in _weixin(session, settings, now):
            yield finding
    if settings.onebot.enabled and settings.onebot.token:
        yield beware(RISK, "不用时设 onebot.enabled = false")
        url = local(settings.onebot.host, settings.onebot.port, "/")
        yield await network.listens(session, "OneBot 桥", url)


async def _called(
    session: ClientSession,
    settings: Settings,
    now: Now,
    what: str,
    section: str,
    path: str,
    keys: tuple[SecretStr | None, SecretStr | None, str],
) -> Finding:
    """`keys`: token, aes_key, and for whom the envelope is."""
    names = f"{section}.token 和 {section}.aes_key"
    try:
        envelope = _envelope(*keys)
    except ValueError:
        return bad(f"{what}：{section}.aes_key 不是一把钥匙", "在后台重新复制 EncodingAESKey，43个字符")
    echo = secrets.token_hex(8)
    url = local(settings.web.host, settings.web.port, path)
    return await network.called(session, what, url, sealed(envelope, echo, now), echo, names)


async def _weixin(session: ClientSession, settings: Settings, now: Now) -> AsyncIterator[Finding]:
    """Its token, which needs an address on the list, and its address, whose check is signed and not sealed."""
    ours = settings.weixin
    assert ours.app_id
    assert ours.secret
    assert ours.token
    api = Api(session, ours.api, weixin.grant(ours.app_id, ours.secret.get_secret_value()))
    yield await token(api, "公众号") or fine("公众号：取到了令牌")
    echo = secrets.token_hex(8)
    url = local(settings.web.host, settings.web.port, weixin.PATH)
    query = network.signed(ours.token.get_secret_value(), echo, now)
    yield await network.called(session, "公众号", url, query, echo, "weixin.token")


def _envelope(token: SecretStr | None, aes_key: SecretStr | None, receive_id: str) -> Envelope:
    assert token
    assert aes_key
    return Envelope(token.get_secret_value(), aes_key.get_secret_value(), receive_id)
