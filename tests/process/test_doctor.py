"""`python -m bot doctor`: what it says of a school that is set up well, and of each fault what to do about it."""

import asyncio
import base64
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.channels import weixin
from bot.channels.onebot import OneBot
from bot.channels.tencent.envelope import Envelope
from bot.channels.tencent.gate import Gate
from bot.channels.web import Web
from bot.channels.wecom import agent, callback
from bot.channels.wecom.connection import Connection
from bot.doctor import Finding, examine
from bot.doors import bot_lock
from bot.message import Message
from handlers.school import load as load_school
from handlers.school import read
from storage import roster
from storage.lock import held
from storage.session import Session
from storage.work import Storage
from tests.channels import fake_qyapi, fake_wecom
from tests.channels.fake_qyapi import AGENT, CORP, IP, KEY, FakeQyapi
from tests.channels.fake_wecom import BOT_ID, FakeWeCom
from tests.conversation.conftest import demo
from tests.simulated import in_simulated_time

REPOSITORY = Path(__file__).parents[2]
AES = base64.b64encode(bytes(range(32))).decode().rstrip("=")
OTHER_AES = base64.b64encode(bytes(32)).decode().rstrip("=")
TOKEN = "token-for-the-calls"
SECRETS = (fake_wecom.SECRET, fake_qyapi.SECRET, KEY, AES, TOKEN)
GROUP = "wrGROUP"


def utc() -> datetime:
    return datetime.now(UTC)


@dataclass
class House:
    """A machine with a school on it; `toml` is its settings."""

    folder: Path
    wecom: FakeWeCom
    qyapi: FakeQyapi
    now: Callable[[], datetime] = utc
    toml: dict[str, str] = field(default_factory=dict)

    @property
    def database(self) -> str:
        return f"sqlite:///{self.folder}/xiaoyan.db"

    def bot(self, secret: str = fake_wecom.SECRET) -> None:
        self.toml["wecom.bot"] = f'id = "{BOT_ID}"\nsecret = "{secret}"\nurl = "{self.wecom.url}"'

    def app(self, secret: str = fake_qyapi.SECRET, agent_id: int = AGENT, more: str = "") -> None:
        self.toml["wecom.app"] = f'agent_id = {agent_id}\nsecret = "{secret}"\n{more}'

    def hook(self) -> None:
        self.toml["wecom.webhook"] = f'url = "{self.qyapi.webhook}"'

    def school(self, *bound: tuple[str, str]) -> None:
        shutil.copy(TEMPLATE[0], self.folder / "xiaoyan.db")
        storage = Storage(self.database)
        school_id = load_school(
            storage, read(json.dumps({**json.loads(demo()), "terms": [_this_term()]}).encode()), utc()
        )

        def bind(session: Session) -> None:
            people = roster.load(session).by_name
            for name, account in bound or [(name, f"t{at}") for at, name in enumerate(people)]:
                roster.bind(session, "wecom", account, people[name].id, utc())
            roster.remember_chat(session, "wecom", GROUP, "group", utc())

        storage.write(school_id, bind).result()
        storage.close()

    async def examined(self, push: str | None = None) -> list[Finding]:
        sections = "".join(f"[{name}]\n{text}\n" for name, text in self.toml.items() if name)
        head = f'database = "{self.database}"\nfiles = "{self.folder}/files"\n{self.toml.get("", "")}\n'
        file = self.folder / "xiaoyan.toml"
        file.write_text(f'{head}[wecom]\ncorp_id = "{CORP}"\napi = "{self.qyapi.url}"\n{sections}', "utf-8")
        file.chmod(0o600)
        found = [finding async for finding in examine(file, {}, push, self.now)]
        told = "\n".join(map(str, found))
        assert [secret for secret in SECRETS if secret in told] == []
        assert [finding for finding in found if finding.mark == "不行" and not finding.how] == []
        return found


def _this_term() -> dict[str, str]:
    """One that holds today, whenever that is."""
    today = utc().date()
    monday = today - timedelta(days=today.weekday() + 28)
    return {"name": "本学期", "start": str(monday), "end": str(today + timedelta(60)), "first_monday": str(monday)}


TEMPLATE: list[Path] = []


@pytest.fixture(autouse=True)
def _template(sqlite_template: Path) -> None:
    TEMPLATE[:] = [sqlite_template]


Story = Callable[[House], Awaitable[None]]


@pytest.fixture
def play(tmp_path: Path) -> Callable[[Story], None]:
    """Runs the story in simulated time, between fakes that look over it."""

    async def whole(story: Story) -> None:
        async with FakeWeCom() as wecom, FakeQyapi() as qyapi:
            await story(House(tmp_path, wecom, qyapi))

    def run(story: Story) -> None:
        in_simulated_time(whole(story))

    return run


def about(found: list[Finding], what: str) -> list[Finding]:
    return [finding for finding in found if finding.what.startswith(f"{what}：")]


def one(found: list[Finding], what: str) -> Finding:
    (finding,) = about(found, what)
    return finding


Play = Callable[[Story], None]


# this machine


def test_a_school_that_is_set_up_well_is_fine(play: Play) -> None:
    async def story(house: House) -> None:
        house.school()
        house.bot()
        house.app()
        house.hook()
        found = await house.examined()
        assert {finding.mark for finding in found} == {"正常"}, "\n".join(map(str, found))
        assert [finding.what.partition("：")[0] for finding in found] == [
            *("设置", "数据库", "磁盘", "磁盘", "花名册", "学期", "时区", "时间", "长连接", "群机器人"),
            *("自建应用", "自建应用"),
        ]
        assert house.qyapi.group == []

    play(story)


@pytest.mark.parametrize(
    ("section", "text", "told"),
    [
        ("wecom.bot", 'id = "aib-qinghe"', "写了 wecom.bot.id，没有写 wecom.bot.secret"),
        ("wecom.bot", 'secret = "x"', "写了 wecom.bot.secret，没有写 wecom.bot.id"),
        ("wecom.bot", 'token = "x"', "写了 wecom.bot.token，没有写 wecom.bot.aes_key"),
        ("wecom.app", "agent_id = 7", "写了 wecom.app.agent_id，没有写 wecom.app.secret"),
        ("weixin", 'app_id = "wx1"', "写了 weixin.app_id，没有写 weixin.secret、weixin.token、weixin.aes_key"),
        ("onebot", "enabled = true", "打开了 [onebot]，没有写 onebot.token，桥不会启动"),
    ],
)
def test_half_a_channel_is_a_fault(section: str, text: str, told: str, play: Play) -> None:
    async def story(house: House) -> None:
        house.toml[section] = text
        assert f"设置：{told}" in [finding.what for finding in await house.examined() if finding.mark == "不行"]

    play(story)


def test_both_modes_of_the_bot_are_a_fault(play: Play) -> None:
    async def story(house: House) -> None:
        house.bot()
        house.toml["wecom.bot"] += f'\ntoken = "{TOKEN}"\naes_key = "{AES}"'
        assert "回调" in one([f for f in await house.examined() if f.mark == "不行"], "设置").what

    play(story)


def test_the_playground_beside_a_channel_is_a_fault(play: Play) -> None:
    async def story(house: House) -> None:
        house.bot()
        house.toml["playground"] = "enabled = true"
        (finding,) = [finding for finding in about(await house.examined(), "设置") if finding.mark == "不行"]
        assert "beside_channels" in finding.how

    play(story)


def test_settings_that_cannot_be_read_end_it(play: Play) -> None:
    async def story(house: House) -> None:
        house.toml["log"] = 'level = "laut"\nformt = "json"'
        found = await house.examined()
        assert [finding.mark for finding in found] == ["不行", "不行"]
        assert "log.level" in found[0].what
        assert "log.formt" in found[1].what

    play(story)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such bits")
async def test_secrets_that_others_can_read_are_a_fault(tmp_path: Path) -> None:
    file = tmp_path / "xiaoyan.toml"
    file.write_text(f'[wecom.bot]\nid = "x"\nsecret = "{TOKEN}"\n', "utf-8")
    file.chmod(0o644)
    (finding,) = [finding async for finding in examine(file, {}, None, utc)]
    assert "chmod 600" in finding.what
    assert TOKEN not in str(finding)


def test_a_database_that_is_none(play: Play) -> None:
    async def story(house: House) -> None:
        (house.folder / "xiaoyan.db").write_bytes(b"this is no database" * 100)
        finding = one(await house.examined(), "数据库")
        assert (finding.mark, "打不开" in finding.what) == ("不行", True)

    play(story)


def test_a_database_that_is_still_to_come_is_not_made(play: Play) -> None:
    async def story(house: House) -> None:
        assert one(await house.examined(), "数据库").mark == "注意"
        assert not (house.folder / "xiaoyan.db").exists()

    play(story)


def test_password_of_a_database_that_is_not_there_is_not_told(tmp_path: Path) -> None:
    async def story() -> None:
        environ = {"XIAOYAN_DATABASE": "postgresql://xiaoyan:geheim@127.0.0.1:1/xiaoyan"}
        file = tmp_path / "xiaoyan.toml"
        file.write_text("", "utf-8")
        told = "\n".join([str(finding) async for finding in examine(file, environ, None, utc)])
        assert "不行  数据库：打不开 PostgreSQL" in told
        assert "geheim" not in told

    asyncio.run(story())


def test_a_full_disk(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story(house: House) -> None:
        for free, mark in ((2 << 30, "正常"), (500 << 20, "注意"), (50 << 20, "不行")):
            monkeypatch.setattr(shutil, "disk_usage", lambda _, free=free: shutil._ntuple_diskusage(0, 0, free))
            assert {finding.mark for finding in about(await house.examined(), "磁盘")} == {mark}

    play(story)


def test_without_a_school_it_says_how_to_load_one(play: Play) -> None:
    async def story(house: House) -> None:
        shutil.copy(TEMPLATE[0], house.folder / "xiaoyan.db")
        finding = one(await house.examined(), "花名册")
        assert (finding.mark, "school load" in finding.how) == ("不行", True)

    play(story)


def test_who_is_not_bound_is_named(play: Play) -> None:
    async def story(house: House) -> None:
        house.school(("王芳", "wangfang"), ("李娜", "lina"))
        house.bot()
        unbound, office = about(await house.examined(), "花名册")
        assert "企业微信里认得2人" in unbound.what
        assert "王芳" not in unbound.what
        assert "发绑定码" in unbound.how
        assert "教科室没有人绑定" in office.what

    play(story)


def test_a_day_without_a_term(play: Play) -> None:
    async def story(house: House) -> None:
        house.school()
        assert one(await house.examined(), "学期").mark == "注意"

    play(lambda house: story(replace(house, now=lambda: datetime(2031, 7, 20, tzinfo=UTC))))


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (timedelta(seconds=90), None),
        (timedelta(minutes=5), "时间：这台机器快了5分钟"),
        (timedelta(hours=-8), "时间：这台机器慢了8小时"),
    ],
)
def test_the_clock(wrong: timedelta, told: str | None, play: Play) -> None:
    async def story(house: House) -> None:
        house.bot()
        finding = one(await house.examined(), "时间")
        assert (finding.what, finding.mark) == (told, "不行") if told else finding.mark == "正常"

    play(lambda house: story(replace(house, now=lambda: utc() + wrong)))


def test_without_a_channel_nobody_is_asked_anything(play: Play) -> None:
    async def story(house: House) -> None:
        house.school()
        assert about(await house.examined(), "时间") == []
        assert house.qyapi.calls == []

    play(story)


# the long connection


def test_a_wrong_secret(play: Play) -> None:
    async def story(house: House) -> None:
        house.bot(secret="another")
        finding = one(await house.examined(), "长连接")
        assert (finding.mark, "853000" in finding.what) == ("不行", True)
        assert "智能机器人" in finding.how

    play(story)


def test_another_process_throws_it_out(play: Play) -> None:
    async def story(house: House) -> None:
        house.bot()

        async def hear(cmd: str, frame: dict[str, Any]) -> None:
            """It only takes the place."""

        other = Connection(house.wecom.url, BOT_ID, fake_wecom.SECRET, hear, now=utc)
        examined = asyncio.create_task(house.examined())
        await house.wecom.connected()
        await other.start()
        finding = one(await examined, "长连接")
        await other.close()
        assert (finding.mark, "disconnected_event" in finding.what) == ("不行", True)

    play(story)


def test_nobody_answers(play: Play) -> None:
    async def story(house: House) -> None:
        house.bot()
        house.wecom.shut = True
        finding = one(await house.examined(), "长连接")
        assert (finding.mark, "没有连上" in finding.what) == ("不行", True)

    play(story)


def test_a_bot_that_runs_is_not_thrown_out(play: Play) -> None:
    async def story(house: House) -> None:
        house.bot()
        with held(house.database, bot_lock(BOT_ID)):
            finding = one(await house.examined(), "长连接")
        assert (finding.mark, "小研正在运行" in finding.what) == ("注意", True)
        assert house.wecom.subscriptions == []

    play(story)


# a message


def test_a_message_goes_by_each_way(play: Play) -> None:
    async def story(house: House) -> None:
        house.school()
        house.bot()
        house.hook()
        house.app()
        house.wecom.group(GROUP)
        await house.wecom.says(GROUP, "WangFang", "帮助")
        found = await house.examined(GROUP)
        assert [finding.what for finding in found if "体检消息" in finding.what] == [
            "长连接：体检消息发出去了",
            "群机器人：体检消息发出去了，请到它所在的群里看",
        ]
        assert house.qyapi.texts == ["这是小研的体检消息，收到就是通了，不用回复"]
        assert house.qyapi.said == []

    play(story)


def test_a_message_to_a_person_goes_by_the_app_too(play: Play) -> None:
    async def story(house: House) -> None:
        house.school(("王芳", "wangfang"))
        house.app()
        assert "自建应用：体检消息发出去了" in [finding.what for finding in await house.examined("WangFang")]
        assert [who for who, _ in house.qyapi.said] == ["wangfang"]

    play(story)


def test_a_group_in_which_nobody_spoke_to_the_bot(play: Play) -> None:
    async def story(house: House) -> None:
        house.bot()
        house.wecom.group(GROUP)
        finding = about(await house.examined(GROUP), "长连接")[-1]
        assert (finding.mark, "@" in finding.how) == ("不行", True)

    play(story)


def test_a_webhook_that_was_removed(play: Play) -> None:
    async def story(house: House) -> None:
        house.hook()
        house.qyapi.always["/cgi-bin/webhook/send"] = 93000
        finding = one(await house.examined(GROUP), "群机器人")
        assert (finding.mark, "消息推送" in finding.how) == ("不行", True)

    play(story)


def test_a_webhook_of_somebody_else(play: Play) -> None:
    async def story(house: House) -> None:
        house.toml["wecom.webhook"] = f'url = "https://example.com/send?key={KEY}"'
        assert [finding.mark for finding in about(await house.examined(), "群机器人")] == ["注意", "正常"]

    play(story)


# the app


def test_an_address_that_is_not_trusted_is_named(play: Play) -> None:
    async def story(house: House) -> None:
        house.app()
        house.qyapi.trusted = False
        finding = one(await house.examined(), "自建应用")
        assert (finding.mark, "60020" in finding.what) == ("不行", True)
        assert IP in finding.how
        assert "企业可信IP" in finding.how

    play(story)


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [({"secret": "wrong"}, 40001, "wecom.app.secret"), ({"agent_id": 7}, 301002, "AgentId")],
)
def test_wrong_credentials_of_the_app(options: dict[str, Any], code: int, told: str, play: Play) -> None:
    async def story(house: House) -> None:
        house.app(**options)
        finding = about(await house.examined(), "自建应用")[-1]
        assert (finding.mark, str(code) in finding.what, told in finding.how) == ("不行", True, True)

    play(story)


def test_an_app_that_nobody_sees_or_that_was_stopped(play: Play) -> None:
    async def story(house: House) -> None:
        house.app()
        house.qyapi.members = ()
        assert "可见范围是空的" in about(await house.examined(), "自建应用")[-1].what
        house.qyapi.stopped = True
        assert "停用" in about(await house.examined(), "自建应用")[-1].what

    play(story)


# accounts


def test_masked_accounts_are_told_of(play: Play) -> None:
    async def story(house: House) -> None:
        house.school(("王芳", "woAJ2GCAAAXtWyujaWJHDDGi0mACas1w"), ("李娜", "wohuang"))
        house.bot()
        finding = one(await house.examined(), "账号")
        assert finding.what == "账号：有1个是 wo 开头的加密账号"
        assert "超级管理员" in finding.how

    play(story)


# where we are called


class Doors:
    """The addresses of a bot that runs, as far as their check goes."""

    def __init__(self, token: str = TOKEN, aes_key: str = AES) -> None:
        self.gates = [Gate(Envelope(token, aes_key, id_), utc, "test") for id_ in ("", CORP, "wx1")]

    def routes(self) -> list[web.RouteDef]:
        async def bot(request: web.Request) -> web.Response:
            return self.gates[0].echo(request.query)

        async def app(request: web.Request) -> web.Response:
            return self.gates[1].echo(request.query)

        async def official(request: web.Request) -> web.Response:
            return self.gates[2].echo_plain(request.query)

        return [web.get(callback.PATH, bot), web.get(agent.PATH, app), web.get(weixin.PATH, official)]


ADDRESSES = ("回调", "自建应用接收消息", "公众号")


@pytest.mark.parametrize(
    ("doors", "mark", "told"),
    [
        (Doors(), "正常", "应答正确"),
        (Doors(token="another"), "不行", "不认设置里的"),
        (None, "注意", "小研没有在运行"),
    ],
)
def test_addresses_are_checked_against_ourselves(doors: Doors | None, mark: str, told: str, play: Play) -> None:
    async def story(house: House) -> None:
        async with AsyncExitStack() as stack:
            port = await _served(stack, doors.routes() if doors else [])
            keys = f'token = "{TOKEN}"\naes_key = "{AES}"'
            house.toml["wecom.bot"] = keys
            house.app(more=keys)
            house.toml["weixin"] = f'app_id = "wx1"\nsecret = "x"\napi = "{house.qyapi.url}"\n{keys}'
            house.toml["web"] = f"port = {port}"
            house.qyapi.always["/cgi-bin/token"] = 0
            found = await house.examined()
        house.qyapi.faults.clear()  # it plays no official account
        for what in ADDRESSES:
            finding = about(found, what)[-1]
            assert (finding.mark, told in finding.what) == (mark, True), finding

    play(story)


def test_another_key_is_found_out(play: Play) -> None:
    async def story(house: House) -> None:
        async with AsyncExitStack() as stack:
            port = await _served(stack, Doors(aes_key=OTHER_AES).routes())
            house.toml["wecom.bot"] = f'token = "{TOKEN}"\naes_key = "{AES}"'
            house.toml["web"] = f"port = {port}"
            assert one(await house.examined(), "回调").mark == "不行"

    play(story)


def test_a_port_that_somebody_else_has(play: Play) -> None:
    async def story(house: House) -> None:
        async def other(_: web.Request) -> web.Response:
            return web.Response(text="nginx")

        async with AsyncExitStack() as stack:
            port = await _served(stack, [web.get("/", other)])
            house.toml["wecom.bot"] = f'token = "{TOKEN}"\naes_key = "{AES}"'
            house.toml["web"] = f"port = {port}"
            house.toml["onebot"] = f'enabled = true\ntoken = "{TOKEN}"\nport = {port}'
            found = await house.examined()
        assert "端口可能被别的程序占着" in one(found, "回调").how
        assert [finding.mark for finding in about(found, "OneBot 桥")] == ["注意", "不行"]

    play(story)


def test_an_open_bridge_is_warned_of(play: Play) -> None:
    async def story(house: House) -> None:
        bridge = OneBot(Nobody(), utc, Nobody(), [], TOKEN)  # type: ignore[arg-type]
        port = await bridge.open("127.0.0.1", 0)
        house.toml["onebot"] = f'enabled = true\ntoken = "{TOKEN}"\nport = {port}'
        risk, open_ = about(await house.examined(), "OneBot 桥")
        await bridge.close()
        assert (risk.mark, "自担风险" in risk.what) == ("注意", True)
        assert open_.mark == "正常"

    play(story)


class Nobody:
    """Nothing is heard here."""

    async def hear(self, message: Message) -> None:
        raise AssertionError


async def _served(stack: AsyncExitStack, routes: list[web.RouteDef]) -> int:
    """The port; a free one, where there is nothing to serve."""

    async def nothing(_: web.Request) -> web.Response:
        return web.Response(status=404)

    server = Web("127.0.0.1", 0)
    server.add(routes or [web.get("/", nothing)])
    await server.open()
    port = int(server.address.rpartition(":")[2])
    if routes:
        stack.push_async_callback(server.close)
    else:
        await server.close()
    return port


# the command


def _doctor(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    command = [sys.executable, "-m", "bot", "doctor", *options]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60)


def test_command_ends_well_where_nothing_is_wrong(tmp_path: Path) -> None:
    done = _doctor(tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "检查完了：2处注意"


async def test_command_says_its_findings_and_nothing_else(tmp_path: Path) -> None:
    async with FakeWeCom() as wecom:
        values = {"ID": BOT_ID, "SECRET": fake_wecom.SECRET, "URL": wecom.url}
        settings = {f"XIAOYAN_WECOM__BOT__{key}": value for key, value in values.items()}
        environment = {
            **os.environ,
            **settings,
            "PYTHONPATH": str(REPOSITORY),
            "XIAOYAN_WECOM__API": "http://127.0.0.1:1",
        }
        pipe = asyncio.subprocess.PIPE
        (tmp_path / "xiaoyan.toml").touch()
        command = [sys.executable, "-m", "bot", "doctor"]
        doctor = await asyncio.create_subprocess_exec(*command, cwd=tmp_path, env=environment, stdout=pipe, stderr=pipe)
        said, errors = (told.decode() for told in await doctor.communicate())
    assert (doctor.returncode, errors) == (0, "")
    assert "正常  长连接：连上了，订阅成功\n" in said
    assert [line for line in said.splitlines() if line[:4] not in ("正常  ", "注意  ", "    ", "检查完了")] == []
    assert fake_wecom.SECRET not in said


def test_command_tells_by_its_code_that_something_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text(
        'demo = true\n[onebot]\nenabled = true\n[playground]\nenabled = "ja"\n', "utf-8"
    )
    done = _doctor(tmp_path, "--config", "other.toml")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines() == [
        '不行  设置：other.toml 第5行：playground.enabled 应为 true 或 false，现在是 "ja"',
        "      怎么办：照这一行改设置；全部的键和写法在 docs/install.md",
        "检查完了：1处不行",
    ]
