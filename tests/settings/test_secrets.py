"""Secrets: where they may stand, what they have to look like, and that nobody is shown one."""

import os
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, load

KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
HOOK = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx"

HELD = [
    f'[wecom.webhook]\nurl = "{HOOK}"\n',
    '[wecom.bot]\nid = "aibK"\nsecret = "geheim"\n',
    f'wecom.app.aes_key = "{KEY}"\n',
    'weixin = { token = "geheim" }\n',
    '[onebot]\ntoken = "geheim"\n',
    'database = "postgresql://xiaoyan:geheim@db/x"\n',
    'database = "postgresql://xiaoyan:ge/heim@db/x"\n',
    'database = "postgresql://db/x?user=xiaoyan&password=geheim"\n',
    "[wecom.bot]\nsecret = 12345678\n",
]

HARMLESS = [
    "",
    '[wecom]\ncorp_id = "ww0123"\n[wecom.bot]\nid = "aibK"\n',
    'database = "postgresql://xiaoyan@db/x"\n',
    'database = "sqlite:///data/a:b@c.db"\n',
]

MISTAKES = [
    ('wecom.bot.secret = "ge heim"', "wecom.bot.secret 应为 文字，照后台显示的抄，写的不是这样"),
    ("wecom.bot.secret = 4711", "wecom.bot.secret 应为 文字，照后台显示的抄，写的不是这样"),
    ('wecom.bot.token = ""', "wecom.bot.token 应为 文字，照后台显示的抄，写的不是这样"),
    (
        f'wecom.bot.aes_key = "{KEY[:-1]}"',
        "wecom.bot.aes_key 应为 43个字母和数字，照后台的 EncodingAESKey 抄，写的不是这样",
    ),
    (
        f'weixin.aes_key = "{KEY[:-1]}="',
        "weixin.aes_key 应为 43个字母和数字，照后台的 EncodingAESKey 抄，写的不是这样",
    ),
    (
        'wecom.webhook.url = "693a91f6-7xxx"',
        "wecom.webhook.url 应为 群机器人的整个 Webhook 地址，写的不是这样",
    ),
    (
        'wecom.webhook.url = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?kee=693a91f6-7xxx"',
        "wecom.webhook.url 应为 群机器人的整个 Webhook 地址，写的不是这样",
    ),
    ('wecom.webhook = { key = "693a91f6-7xxx" }', "没有 wecom.webhook.key 这一项，可以写的有 url、group"),
    ('wecom.bot.secrt = "geheim"', "没有 wecom.bot.secrt 这一项，想写的是 wecom.bot.secret 吗？"),
    # addresses
    (
        'wecom.bot.url = "openws.work.weixin.qq.com"',
        'wecom.bot.url 应为 ws:// 或 wss:// 开头的地址，现在是 "openws.work.weixin.qq.com"',
    ),
    ('wecom.bot.url = "https://a:geheim@b"', 'wecom.bot.url 应为 ws:// 或 wss:// 开头的地址，现在是 "https://…"'),
    ('wecom.api = "https://"', 'wecom.api 应为 http:// 或 https:// 开头的地址，现在是 "https://…"'),
    ('wecom.api = "ftp://qyapi.weixin.qq.com"', 'wecom.api 应为 http:// 或 https:// 开头的地址，现在是 "ftp://…"'),
    ('onebot.host = "0.0.0.0"', 'onebot.host 应为 本机地址，如 127.0.0.1，现在是 "0.0.0.0"'),
    # numbers and names
    ("wecom.max_file_mb = 101", "wecom.max_file_mb 应为 1–100 的整数（MB），现在是 101"),
    ("wecom.app.agent_id = 0", "wecom.app.agent_id 应为 应用的 AgentId，一个整数，现在是 0"),
    ("wecom.bot.names = [1]", 'wecom.bot.names 应为 一个或几个名称，写作 ["…"]，现在是 1'),
]

NAMES = [
    ("小研", ("小研",)),
    ("小研,教研助手", ("小研", "教研助手")),
    ("小研， 教研助手、小研2号；", ("小研", "教研助手", "小研2号")),
    ("小研 教研助手", ("小研", "教研助手")),
]


def written(folder: Path, text: str, mode: int = 0o600) -> Path:
    file = folder / "xiaoyan.toml"
    file.write_text(text, "utf-8")
    file.chmod(mode)
    return file


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such bits")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620])
@pytest.mark.parametrize("text", HELD)
def test_secrets_in_a_file_that_others_can_reach_are_refused(text: str, mode: int, tmp_path: Path) -> None:
    file = written(tmp_path, text, mode)
    with pytest.raises(SettingsError) as caught:
        load(file, {})
    assert str(caught.value) == f"xiaoyan.toml 里有密钥，却不止本人能读。请运行：chmod 600 {file}"


@pytest.mark.parametrize("text", HARMLESS)
def test_file_without_secrets_may_be_read_by_all(text: str, tmp_path: Path) -> None:
    load(written(tmp_path, text, 0o644), {})


def test_secrets_of_the_environment_need_no_file_of_ones_own(tmp_path: Path) -> None:
    file = written(tmp_path, '[wecom.bot]\nid = "aibK"\n', 0o644)
    secret = load(file, {"XIAOYAN_WECOM__BOT__SECRET": "geheim"}).wecom.bot.secret
    assert secret
    assert secret.get_secret_value() == "geheim"


@pytest.mark.parametrize(("text", "told"), MISTAKES)
def test_mistake_is_told_without_the_secret(text: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        load(written(tmp_path, text), {})
    assert str(caught.value).split("：", 1)[1] == told
    assert "geheim" not in str(caught.value)
    assert "693a91f6" not in str(caught.value)


def test_secrets_are_in_no_repr(tmp_path: Path) -> None:
    text = (
        f'[wecom.webhook]\nurl = "{HOOK}"\n[wecom.bot]\nsecret = "geheim"\naes_key = "{KEY}"\n'
        '[onebot]\ntoken = "geheim"\n[weixin]\nsecret = "geheim"\n'
    )
    settings = load(written(tmp_path, text), {})
    for shown in (repr(settings), str(settings), str(settings.model_dump()), settings.model_dump_json()):
        assert [secret for secret in ("geheim", KEY, "693a91f6") if secret in shown] == []


@pytest.mark.parametrize(("value", "names"), NAMES)
def test_one_variable_holds_several_names(
    value: str, names: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert load(None, {"XIAOYAN_WECOM__BOT__NAMES": value}).wecom.bot.names == names


def test_addresses_lose_their_last_stroke(tmp_path: Path) -> None:
    text = '[wecom]\napi = "http://127.0.0.1:9000/"\n[wecom.bot]\nurl = "ws://127.0.0.1:9001/"\n'
    wecom = load(written(tmp_path, text), {}).wecom
    assert (wecom.api, wecom.bot.url) == ("http://127.0.0.1:9000", "ws://127.0.0.1:9001")


def test_no_channel_is_on_by_itself() -> None:
    settings = Settings()
    assert not settings.onebot.enabled
    secrets = (settings.wecom.bot.secret, settings.wecom.webhook.url, settings.wecom.app.secret, settings.weixin.secret)
    assert set(secrets) == {None}
