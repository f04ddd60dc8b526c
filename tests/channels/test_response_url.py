"""The address that takes one late answer."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.channels import Unreachable
from bot.channels.tencent.envelope import Envelope
from bot.channels.wecom.response_url import ResponseUrls
from tests.channels.fake_callback import FakeCallback
from tests.channels.test_envelope import AES_KEY, TOKEN
from tests.simulated import in_simulated_time

START = datetime(2026, 11, 18, 8, 20, tzinfo=UTC)


def play(story: Callable[[FakeCallback, ResponseUrls, str], Awaitable[Any]]) -> None:
    """The story in simulated time, with the address of one message, whose msgid is m."""

    async def whole() -> None:
        async with FakeCallback(Envelope(TOKEN, AES_KEY), lambda: START) as wecom:
            url = wecom.body("ChenJing", "wrGROUP")["response_url"]
            await story(wecom, ResponseUrls([wecom.host]), url)

    in_simulated_time(whole())


async def refused(urls: ResponseUrls, why: str) -> None:
    with pytest.raises(Unreachable, match=why) as caught:
        await urls.say("m", "已导出")
    assert "http" not in str(caught.value)
    assert "response_code" not in str(caught.value)


def test_it_is_used_once() -> None:
    async def story(wecom: FakeCallback, urls: ResponseUrls, url: str) -> None:
        urls.keep("m", url)
        await urls.say("m", "已导出")
        urls.keep("m", url)
        await refused(urls, "no response_url")
        assert wecom.late == {"已导出": 1}

    play(story)


def test_it_is_used_within_an_hour() -> None:
    async def story(wecom: FakeCallback, urls: ResponseUrls, url: str) -> None:
        urls.keep("m", url)
        await asyncio.sleep(3601)
        await refused(urls, "no response_url")

    play(story)


def test_a_long_text_is_cut() -> None:
    async def story(wecom: FakeCallback, urls: ResponseUrls, url: str) -> None:
        urls.keep("m", url)
        await urls.say("m", "明细" * 10_000)
        ((said, _),) = wecom.late.items()
        assert 20_000 < len(said.encode()) <= 20480

    play(story)


def test_nobody_else_gets_the_answer() -> None:
    async def story(wecom: FakeCallback, urls: ResponseUrls, url: str) -> None:
        asked = []

        async def other(request: web.Request) -> web.Response:
            asked.append(request.path)
            raise web.HTTPTemporaryRedirect("/elsewhere")

        app = web.Application()
        app.router.add_post("/{path:.*}", other)
        async with TestServer(app, access_log=None) as server:
            urls.keep("m", str(server.make_url("/cgi-bin/aibot/response?response_code=1")))
            await refused(urls, "response_url: Refused")
            assert asked == []
            redirected = ResponseUrls([f"{server.host}:{server.port}"])
            redirected.keep("m", str(server.make_url("/cgi-bin/aibot/response?response_code=1")))
            await refused(redirected, "response_url")
            assert asked == ["/cgi-bin/aibot/response"]

    play(story)


@pytest.mark.parametrize("body", ['{"errcode": 45009}', '{"errcode": "0"}', "{}", "[]", "oops", "[" * 50_000, "\xff"])
def test_what_is_not_confirmed_did_not_arrive(body: str) -> None:
    async def story(wecom: FakeCallback, urls: ResponseUrls, url: str) -> None:
        async def answer(request: web.Request) -> web.Response:
            return web.Response(body=body.encode("latin-1"))

        app = web.Application()
        app.router.add_post("/response", answer)
        async with TestServer(app, access_log=None) as server:
            urls = ResponseUrls([f"{server.host}:{server.port}"])
            urls.keep("m", str(server.make_url("/response")))
            await refused(urls, "response_url: ")

    play(story)
