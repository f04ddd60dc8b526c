"""One conversation over every channel, opened from the settings as `run` opens it, against a fake of its other end."""

import asyncio
import contextlib
import io
import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Protocol

import pytest
from aiohttp.test_utils import unused_port
from structlog.testing import capture_logs

from bot import ways
from bot.app import App
from bot.channels.tencent.envelope import Envelope
from bot.channels.terminal import Terminal
from bot.channels.wecom import agent, callback
from bot.channels.weixin import PATH as WEIXIN
from bot.sections import Settings
from handlers.school import load as load_school
from handlers.school import read
from storage import roster
from storage.session import Session
from storage.work import Storage
from tests.channels import fake_qyapi, fake_weixin
from tests.channels.callers import Caller, xml
from tests.channels.fake_callback import BOT_ID as CALLED
from tests.channels.fake_callback import FakeCallback
from tests.channels.fake_onebot import FakeOneBot
from tests.channels.fake_qyapi import FakeQyapi
from tests.channels.fake_wecom import BOT_ID, SECRET, FakeWeCom
from tests.channels.fake_weixin import FakeWeixin
from tests.conversation.conftest import START, ZONE, demo

FILE = Path(__file__).parent / "conversation.txt"
ACCOUNTS = {"王芳": "wangfang", "李娜": "LiMing", "许静": "xujing"}
TOKEN = "QDG6eK"
AES_KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
SILENCE = "（不回答）"


class Ask(Protocol):
    """Says something in private, and gives what comes back; "" for silence."""

    async def __call__(self, who: str, text: str) -> str: ...


Door = Callable[[App, Path], AbstractAsyncContextManager[Ask]]


def conversation() -> list[tuple[str, str, str]]:
    """Who says what, and the answer."""
    text = "\n".join(line for line in FILE.read_text("utf-8").splitlines() if not line.startswith("#"))
    turns = re.findall(r"^(\S+?)：(.*(?:\n  .*)*)\n＝(.*(?:\n  .*)*)$", text, re.MULTILINE)
    return [(who, _unfolded(said), "" if answer == SILENCE else _unfolded(answer)) for who, said, answer in turns]


def _unfolded(text: str) -> str:
    return text.replace("\n  ", "\n")


@asynccontextmanager
async def terminal(app: App, files: Path) -> AsyncIterator[Ask]:
    there = Terminal(app, app.clock, ZONE, app.bot_name)
    app.attach(there)
    await app.let_names_speak(there.name)

    async def ask(who: str, text: str) -> str:
        with capture_logs(), contextlib.redirect_stdout(io.StringIO()) as said:
            await there.read([f"{who}#> {text}"])
        lines = said.getvalue().removeprefix(f"{app.bot_name}→{who}: ").rstrip("\n")
        return re.sub(r" (?:【[^】]+】)+$", "", _unfolded(lines).split(f"\n{app.bot_name}→")[0])

    yield ask


@asynccontextmanager
async def long_connection(app: App, files: Path) -> AsyncIterator[Ask]:
    async with FakeWeCom(now=lambda: START) as fake:
        settings = {"bot": {"id": BOT_ID, "secret": SECRET, "url": fake.url}}
        async with ways.opened(Settings.model_validate({"files": files, "wecom": settings}), app):
            await fake.connected()

            async def ask(who: str, text: str) -> str:
                said = await fake.says(ACCOUNTS[who], ACCOUNTS[who], text)
                await asyncio.sleep(0.2 if text == "谢谢" else 0)
                return "" if text == "谢谢" and not fake.answers(said.msgid) else (await fake.answered(said)).text

            yield ask


@asynccontextmanager
async def called_back(app: App, files: Path) -> AsyncIterator[Ask]:
    envelope, port = Envelope(TOKEN, AES_KEY), unused_port()
    async with FakeCallback(envelope, lambda: START) as fake:
        fake.address = f"http://127.0.0.1:{port}"
        settings = {"api": f"http://{fake.host}", "bot": {"id": CALLED, "token": TOKEN, "aes_key": AES_KEY}}
        async with ways.opened(_settings(files, port, wecom=settings), app):
            assert await fake.verify() == (200, "1616140317555161061")

            async def ask(who: str, text: str) -> str:
                return (await fake.say(ACCOUNTS[who], text)).text

            yield ask


@asynccontextmanager
async def own_app(app: App, files: Path) -> AsyncIterator[Ask]:
    port = unused_port()
    async with FakeQyapi(members=tuple(ACCOUNTS.values())) as fake:
        caller = Caller(Envelope(TOKEN, AES_KEY, fake_qyapi.CORP), agent.PATH, lambda: START)
        caller.address = f"http://127.0.0.1:{port}"
        door = {"agent_id": fake_qyapi.AGENT, "secret": fake_qyapi.SECRET, "token": TOKEN, "aes_key": AES_KEY}
        wecom = {"corp_id": fake_qyapi.CORP, "api": fake.url, "app": door}
        async with ways.opened(_settings(files, port, wecom=wecom), app):
            yield _by_xml(caller, {"ToUserName": fake_qyapi.CORP, "AgentID": fake_qyapi.AGENT})


@asynccontextmanager
async def official_account(app: App, files: Path) -> AsyncIterator[Ask]:
    port = unused_port()
    async with FakeWeixin() as fake:
        for account in ACCOUNTS.values():
            fake.hears(account)
        caller = _WeixinCaller(Envelope(TOKEN, AES_KEY, fake_weixin.APP), WEIXIN, lambda: START)
        caller.address = f"http://127.0.0.1:{port}"
        door = {"app_id": fake_weixin.APP, "secret": fake_weixin.SECRET, "token": TOKEN, "aes_key": AES_KEY}
        async with ways.opened(_settings(files, port, weixin=door | {"api": fake.url}), app):
            yield _by_xml(caller, {"ToUserName": "gh_school"})


@asynccontextmanager
async def bridge(app: App, files: Path) -> AsyncIterator[Ask]:
    port = unused_port()
    settings = {"enabled": True, "port": port, "token": "of-the-bridge"}
    async with (
        ways.opened(Settings.model_validate({"files": files, "onebot": settings}), app),
        FakeOneBot(f"http://127.0.0.1:{port}", "of-the-bridge") as fake,
    ):

        async def ask(who: str, text: str) -> str:
            await fake.says(ACCOUNTS[who], text)
            if text == "谢谢":
                return "" if await fake.silent() else (await fake.reads())[1]
            return (await fake.reads())[1]

        yield ask


class _WeixinCaller(Caller):
    def _more(self, query: dict[str, str]) -> dict[str, str]:
        return query | {"encrypt_type": "aes", "signature": "0" * 40, "openid": "o"}


def _settings(files: Path, port: int, **channels: object) -> Settings:
    return Settings.model_validate({"files": files, "web": {"port": port}, **channels})


def _by_xml(caller: Caller, fixed: dict[str, object]) -> Ask:
    numbers = iter(range(1, 1000))

    async def ask(who: str, text: str) -> str:
        fields = {"FromUserName": ACCOUNTS[who], "CreateTime": int(START.timestamp()), "MsgType": "text"}
        return (await caller.send(xml(**fixed, **fields, Content=text, MsgId=next(numbers)))).text

    return ask


DOORS: dict[str, Door] = {
    "terminal": terminal,
    "long connection": long_connection,
    "callback": called_back,
    "app": own_app,
    "official account": official_account,
    "bridge": bridge,
}
TYPED = re.compile(r"\n（可回复：.+）$")
"""What stands for the buttons where there are none."""


@pytest.mark.parametrize("door", DOORS)
async def test_the_conversation_goes_as_it_is_written(storage: Storage, tmp_path: Path, door: str) -> None:
    school_id = load_school(storage, read(demo()), START)
    storage.write(school_id, _bind).result()
    app = App(storage, school_id, tmp_path / "files", fixed=START)
    async with DOORS[door](app, tmp_path / "files") as ask:
        told = [(who, text, TYPED.sub("", await ask(who, text))) for who, text, _ in conversation()]
    await app.clock.settle()
    assert told == conversation()


def _bind(session: Session) -> None:
    people = roster.load(session).by_name
    for channel in ("wecom", "weixin", "onebot"):
        for name, account in ACCOUNTS.items():
            roster.bind(session, channel, account, people[name].id, START)


def test_the_callback_and_the_app_have_addresses_of_their_own() -> None:
    assert len({callback.PATH, agent.PATH, WEIXIN}) == 3
