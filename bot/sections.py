"""What can be set, section by section. The description of a field says what is expected, as the reader is told it."""

import ipaddress
import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr


def _database(text: str) -> str:
    if not text.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        raise ValueError
    return text


def _address(text: str) -> str:
    if text != "localhost" and not ipaddress.ip_address(text).is_loopback:
        raise ValueError
    return text


def _url(*schemes: str) -> AfterValidator:
    def check(text: str) -> str:
        parts = urlsplit(text)
        if parts.scheme not in schemes or not parts.hostname:
            raise ValueError
        return text.rstrip("/")

    return AfterValidator(check)


def _secret(pattern: str) -> AfterValidator:
    def check(secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and not re.fullmatch(pattern, secret.get_secret_value()):
            raise ValueError
        return secret

    return AfterValidator(check)


def _several(value: object) -> object:
    """One text holds several, as a variable of the environment has to."""
    return [part for part in re.split(r"[\s,，、;；]+", value) if part] if isinstance(value, str) else value


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


def _not_bool(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError
    return value


Name = Annotated[str, Field(min_length=1)]
Flag = Annotated[bool, Field(description="true 或 false")]
Whole = Annotated[int, BeforeValidator(_not_bool)]
Lowered = BeforeValidator(_lower)
Secret = Annotated[SecretStr | None, _secret(r"\S+"), Field(description="文字，照后台显示的抄")]
AesKey = Annotated[
    SecretStr | None,
    _secret(r"[A-Za-z0-9+/]{43}"),
    Field(description="43个字母和数字，照后台的 EncodingAESKey 抄"),
]
WebhookUrl = Annotated[
    SecretStr | None, _secret(r"https?://[^\s/]+/\S*[?&]key=\S+"), Field(description="群机器人的整个 Webhook 地址")
]
Http = Annotated[str, _url("http", "https"), Field(description="http:// 或 https:// 开头的地址")]
Port = Annotated[Whole, Field(ge=1, le=65535, description="1–65535 的整数")]
Names = Annotated[tuple[Name, ...], BeforeValidator(_several), Field(description='一个或几个名称，写作 ["…"]')]
Local = Annotated[str, AfterValidator(_address), Field(description="本机地址，如 127.0.0.1")]


class Section(BaseModel):
    """A part of the settings."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Playground(Section):
    """The local page that looks like the school's group. Whoever opens it can speak as anyone."""

    enabled: Flag = False
    host: Local = "127.0.0.1"
    port: Port = 8080
    beside_channels: Flag = False


class Log(Section):
    """`text`: whether what people write may stand in the log."""

    level: Annotated[
        Literal["debug", "info", "warning", "error"], Lowered, Field(description="debug、info、warning 或 error")
    ] = "info"
    format: Annotated[Literal["console", "json"], Lowered, Field(description="console 或 json")] = "console"
    text: Flag = False


class Keep(Section):
    """How long what people wrote is kept word for word; the records that came of it stay."""

    text_days: Annotated[Whole, Field(ge=1, le=3650, description="1–3650 的整数（天）")] = 30


class WeComBot(Section):
    """智能机器人: by its `secret` over the long connection, or by `token` and `aes_key` where WeCom calls us."""

    id: Annotated[Name | None, Field(description="机器人的 BotID")] = None
    secret: Secret = None
    token: Secret = None
    aes_key: AesKey = None
    names: Names = ()
    url: Annotated[str, _url("ws", "wss"), Field(description="ws:// 或 wss:// 开头的地址")] = (
        "wss://openws.work.weixin.qq.com"
    )


class WeComWebhook(Section):
    """群机器人（消息推送）, whose address is its password. `group`: the chat that it is in, where there are several."""

    url: WebhookUrl = None
    group: Annotated[Name | None, Field(description="群的 chatid")] = None


class WeComApp(Section):
    """自建应用. `token` and `aes_key` only where it hears; `chat` is a group that the app itself made."""

    agent_id: Annotated[Whole | None, Field(ge=1, description="应用的 AgentId，一个整数")] = None
    secret: Secret = None
    token: Secret = None
    aes_key: AesKey = None
    chat: Annotated[Name | None, Field(description="应用自己建的群的 chatid")] = None


class WeCom(Section):
    """企业微信. Files that people send are fetched from `media_hosts` alone."""

    corp_id: Annotated[Name | None, Field(description="企业 ID，ww 开头")] = None
    api: Http = "https://qyapi.weixin.qq.com"
    media_hosts: Names = ("*.myqcloud.com", "*.qq.com", "*.qpic.cn")
    max_file_mb: Annotated[Whole, Field(ge=1, le=100, description="1–100 的整数（MB）")] = 100
    bot: Annotated[WeComBot, Field(description="一节，写作 [wecom.bot]")] = WeComBot()
    webhook: Annotated[WeComWebhook, Field(description="一节，写作 [wecom.webhook]")] = WeComWebhook()
    app: Annotated[WeComApp, Field(description="一节，写作 [wecom.app]")] = WeComApp()


class Weixin(Section):
    """微信公众号, in 安全模式."""

    app_id: Annotated[Name | None, Field(description="公众号的 AppID，wx 开头")] = None
    secret: Secret = None
    token: Secret = None
    aes_key: AesKey = None
    api: Http = "https://api.weixin.qq.com"


class OneBot(Section):
    """A bridge that the school runs at its own risk: whoever holds the token speaks for everyone behind it."""

    enabled: Flag = False
    host: Local = "127.0.0.1"
    port: Port = 8091
    token: Secret = None


class Web(Section):
    """Where WeCom and WeChat call us; usually a proxy stands before it. `public_url`: where phones reach that."""

    host: Annotated[Name, Field(description="一个地址，如 127.0.0.1 或 0.0.0.0")] = "127.0.0.1"
    port: Port = 8090
    public_url: Annotated[Http | None, Field(description="http:// 或 https:// 开头的地址")] = None


class Settings(Section):
    """Everything that can be set. `demo` asks for the demo school where the database holds none."""

    database: Annotated[
        str,
        AfterValidator(_database),
        Field(description="sqlite:///文件 或 postgresql://用户:密码@主机/库名", repr=False),
    ] = "sqlite:///data/xiaoyan.db"
    files: Annotated[Path, Field(description="一个目录")] = Path("data/files")
    school: Annotated[Name | None, Field(description="学校的名称")] = None
    demo: Flag = False
    playground: Annotated[Playground, Field(description="一节，写作 [playground]")] = Playground()
    wecom: Annotated[WeCom, Field(description="一节，写作 [wecom]")] = WeCom()
    weixin: Annotated[Weixin, Field(description="一节，写作 [weixin]")] = Weixin()
    onebot: Annotated[OneBot, Field(description="一节，写作 [onebot]")] = OneBot()
    web: Annotated[Web, Field(description="一节，写作 [web]")] = Web()
    log: Annotated[Log, Field(description="一节，写作 [log]")] = Log()
    keep: Annotated[Keep, Field(description="一节，写作 [keep]")] = Keep()
