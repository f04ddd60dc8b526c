"""What the settings say: which channels are set up, and which only by half."""

from collections.abc import Iterator, Mapping

from bot.doctor.finding import Finding, bad, beware, fine
from bot.doors import BESIDE
from bot.settings import Settings
from bot.ways import ONE_OF_TWO

CONSOLE = "照 docs/wecom.md 的步骤，在管理后台抄下来补上"


def connects(settings: Settings) -> bool:
    """Is the long connection set up?"""
    return bool(settings.wecom.bot.id and settings.wecom.bot.secret)


def called_back(settings: Settings) -> bool:
    """Is the callback mode set up? The long connection goes before it."""
    return bool(settings.wecom.bot.token and settings.wecom.bot.aes_key) and not connects(settings)


def has_app(settings: Settings) -> bool:
    """Is the app set up?"""
    return bool(settings.wecom.corp_id and settings.wecom.app.agent_id and settings.wecom.app.secret)


def app_hears(settings: Settings) -> bool:
    """Is the app called by WeCom?"""
    return bool(has_app(settings) and settings.wecom.app.token and settings.wecom.app.aes_key)


def has_weixin(settings: Settings) -> bool:
    """Is the official account set up?"""
    ours = settings.weixin
    return bool(ours.app_id and ours.secret and ours.token and ours.aes_key)


def in_wecom(settings: Settings) -> bool:
    """Does anything of WeCom hear people?"""
    return connects(settings) or called_back(settings) or has_app(settings)


def channels(settings: Settings) -> list[str]:
    """What is set up, in the words of the school."""
    known = {
        "智能机器人（长连接）": connects(settings),
        "智能机器人（回调）": called_back(settings),
        "群机器人": settings.wecom.webhook.url is not None,
        "自建应用": has_app(settings),
        "公众号": has_weixin(settings),
        "OneBot 桥": settings.onebot.enabled,
    }
    return [name for name, is_set_up in known.items() if is_set_up]


def look(settings: Settings, file: str) -> Iterator[Finding]:
    """`file`: what was read, "" where there was none."""
    opened = channels(settings)
    yield fine(f"设置：{file or '没有设置文件，用的是试用的默认值'}；打开的渠道：{'、'.join(opened) or '没有'}")
    yield from (bad(f"设置：{problem}", CONSOLE) for problem in _halves(settings))
    if connects(settings) and settings.wecom.bot.token:
        yield bad("设置：智能机器人写了长连接的 secret，又写了回调的 token，小研不会启动", ONE_OF_TWO)
    if not opened:
        yield beware("设置：没有接任何群，小研只在本机网页里", "接企业微信的步骤在 docs/wecom.md")
    elif settings.playground.enabled and not settings.playground.beside_channels:
        yield bad("设置：本机网页和真实的渠道同时打开了，小研不会启动", BESIDE.format("、".join(opened)))


def _halves(settings: Settings) -> Iterator[str]:
    bot, app, weixin, corp = settings.wecom.bot, settings.wecom.app, settings.weixin, settings.wecom.corp_id
    if bot.secret or (bot.id and not bot.token and not bot.aes_key):
        yield from _missing({"wecom.bot.id": bot.id, "wecom.bot.secret": bot.secret})
    yield from _missing({"wecom.bot.token": bot.token, "wecom.bot.aes_key": bot.aes_key})
    yield from _missing({"wecom.app.agent_id": app.agent_id, "wecom.app.secret": app.secret})
    yield from _missing({"wecom.app.token": app.token, "wecom.app.aes_key": app.aes_key})
    if (app.agent_id or app.secret) and not corp:
        yield "写了 [wecom.app]，没有写 wecom.corp_id"
    yield from _missing({f"weixin.{key}": getattr(weixin, key) for key in ("app_id", "secret", "token", "aes_key")})
    if settings.onebot.enabled and not settings.onebot.token:
        yield "打开了 [onebot]，没有写 onebot.token，桥不会启动"


def _missing(together: Mapping[str, object]) -> Iterator[str]:
    """Those that belong together: all of them, or none."""
    there = [key for key, value in together.items() if value]
    lacking = [key for key, value in together.items() if not value]
    if there and lacking:
        yield f"写了 {'、'.join(there)}，没有写 {'、'.join(lacking)}"
