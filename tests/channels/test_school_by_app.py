"""The demo school over the app and the official account: what is said is on record, whichever way it came."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import ClientSession

from bot.app import App
from bot.channels.download import Fetcher
from bot.channels.tencent.api import Api, app_grant
from bot.channels.tencent.envelope import Envelope
from bot.channels.wecom import agent
from bot.channels.wecom.agent import Agent
from bot.channels.weixin import PATH, OfficialAccount, grant
from handlers.school import load as load_school
from handlers.school import read
from storage import roster
from storage.session import Session
from storage.work import Storage
from tests.channels import fake_weixin
from tests.channels.callers import Caller, message, served, xml
from tests.channels.fake_qyapi import AGENT, CORP, SECRET, FakeQyapi
from tests.channels.fake_weixin import FakeWeixin
from tests.channels.school import START, HeldStorage
from tests.channels.test_agent import AES_KEY
from tests.channels.test_weixin import OPENID, WeixinCaller
from tests.conversation.conftest import demo
from tests.simulated import simulated

LESSON = "听课 陈静 三（2）班语文《搭船的鸟》 92分"


@dataclass
class School:
    """王芳 has the app, and follows the official account."""

    app: App
    qyapi: FakeQyapi
    weixin: FakeWeixin
    by_app: Caller
    by_account: Caller

    async def noted(self, channel: str, message_id: str) -> list[tuple[str, bool]]:
        """What a message wrote: its kind, and whether it was taken back."""
        return [(record["kind"], record["cancelled"]) for record in await self.app.records(channel, message_id)]


@asynccontextmanager
async def school(storage: Storage, files: Path) -> AsyncIterator[School]:
    """Its doors are open."""
    school_id = await asyncio.to_thread(load_school, storage, read(demo()), START)
    held = HeldStorage(storage)
    await asyncio.wrap_future(held.write(school_id, _bind))
    app = App(held, school_id, files, fixed=START)
    keep, now = Fetcher(files, (), 1 << 20).keep, app.clock.now
    of_app, of_account = Envelope("QDG6eK", AES_KEY, CORP), Envelope("AAAAA", "A" * 43, fake_weixin.APP)
    async with FakeQyapi() as qyapi, FakeWeixin() as weixin, ClientSession() as session:
        qy = Api(session, qyapi.url, app_grant(CORP, SECRET))
        mp = Api(session, weixin.url, grant(fake_weixin.APP, fake_weixin.SECRET))
        doors = (
            Agent(qy, AGENT, app, now, corp_id=CORP, keep=keep, envelope=of_app),
            OfficialAccount(mp, app, now, app_id=fake_weixin.APP, keep=keep, envelope=of_account),
        )
        callers = (Caller(of_app, agent.PATH, now), WeixinCaller(of_account, PATH, now))
        async with served([route for door in doors for route in door.routes()], *callers):
            yield School(app, qyapi, weixin, *callers)
            for door in doors:
                await door.close()


def _bind(session: Session) -> None:
    person = roster.load(session).by_name["王芳"].id
    roster.bind(session, "wecom", "wangfang", person, START, CORP)
    roster.bind(session, "weixin", OPENID, person, START, fake_weixin.APP)


@simulated
async def test_a_lesson_is_noted_by_the_app_and_taken_back_by_its_card(sqlite: Storage, tmp_path: Path) -> None:
    async with school(sqlite, tmp_path) as there:
        assert "已记录" in (await there.by_app.send(message(LESSON))).text
        assert "已记录" in (await there.by_app.send(message(LESSON))).text
        assert await there.noted("wecom", "app:1") == [("听课", False)]
        await asyncio.sleep(10)
        ((_, body),) = there.qyapi.said
        card = body["template_card"]
        pressed = {"EventKey": card["button_list"][0]["key"], "TaskId": card["task_id"], "ResponseCode": "once"}
        event = {"ToUserName": CORP, "FromUserName": "wangfang", "CreateTime": 1, "MsgType": "event"}
        await there.by_app.send(xml(**event, Event="template_card_event", **pressed))
        assert await there.noted("wecom", "app:1") == [("听课", True)]
        (update,) = there.qyapi.cards
        assert "撤回" in update["template_card"]["main_title"]["title"]


@simulated
async def test_a_lesson_is_noted_by_the_official_account(sqlite: Storage, tmp_path: Path) -> None:
    told = {"ToUserName": "gh_school", "FromUserName": OPENID, "CreateTime": 1, "MsgType": "text"}
    async with school(sqlite, tmp_path) as there:
        text = (await there.by_account.send(xml(**told, Content=LESSON, MsgId=7))).text
        assert "已记录" in text
        assert await there.noted("weixin", "7") == [("听课", False)]
        assert "撤回" in (await there.by_account.send(xml(**told, Content="撤回", MsgId=8))).text
        assert await there.noted("weixin", "7") == [("听课", True)]


@simulated
async def test_a_stranger_learns_how_to_say_who_they_are(sqlite: Storage, tmp_path: Path) -> None:
    event = {"ToUserName": CORP, "FromUserName": "stranger", "CreateTime": 1, "MsgType": "event"}
    async with school(sqlite, tmp_path) as there:
        assert "我是" in (await there.by_app.send(xml(**event, Event="enter_agent"))).text
        assert "我是" in (await there.by_app.send(message("听课 陈静", FromUserName="stranger"))).text
