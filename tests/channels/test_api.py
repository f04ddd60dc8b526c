"""The token that all calls share, and what is done about the servers' errors."""

import asyncio
import traceback
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from aiohttp import ClientSession
from structlog.testing import capture_logs

from bot.channels.tencent.api import Api, app_grant
from bot.channels.tencent.errors import ApiError, NoAnswer
from bot.channels.wecom.identity import Directory
from tests.channels.fake_qyapi import CORP, IP, SECRET, FakeQyapi
from tests.simulated import in_simulated_time

TOKEN, USER = "/cgi-bin/gettoken", "/cgi-bin/user/get"
WANGFANG = {"userid": "wangfang"}
Story = Callable[[FakeQyapi, Api], Coroutine[Any, Any, None]]


def play(story: Story, secret: str = SECRET) -> FakeQyapi:
    """The story in simulated time; the fake looks over it."""

    async def whole() -> FakeQyapi:
        async with FakeQyapi() as qyapi, ClientSession() as session:
            await story(qyapi, Api(session, qyapi.url, app_grant(CORP, secret)))
        return qyapi

    return in_simulated_time(whole())


async def name_of(api: Api) -> str:
    answer: str = (await api.get(USER, WANGFANG))["name"]
    return answer


def test_fifty_calls_at_once_ask_for_one_token() -> None:
    async def story(_: FakeQyapi, api: Api) -> None:
        assert await asyncio.gather(*(name_of(api) for _ in range(50))) == ["王芳"] * 50

    assert play(story).tokens_given == 1


def test_one_who_no_longer_waits_takes_the_token_from_nobody() -> None:
    async def story(qyapi: FakeQyapi, api: Api) -> None:
        qyapi.slow[TOKEN] = 3
        impatient, patient = asyncio.create_task(name_of(api)), asyncio.create_task(name_of(api))
        await asyncio.sleep(1)
        impatient.cancel()
        assert await patient == "王芳"

    assert play(story).tokens_given == 1


def test_a_token_is_used_until_five_minutes_before_its_end() -> None:
    async def story(qyapi: FakeQyapi, api: Api) -> None:
        qyapi.lifetime = 1000
        await name_of(api)
        await asyncio.sleep(690)
        await name_of(api)
        assert qyapi.tokens_given == 1
        await asyncio.sleep(11)
        await name_of(api)
        assert qyapi.tokens_given == 2

    play(story)


def test_a_token_that_is_voided_in_the_middle_is_replaced_once_for_all() -> None:
    async def story(qyapi: FakeQyapi, api: Api) -> None:
        await name_of(api)
        qyapi.void()
        assert await asyncio.gather(*(name_of(api) for _ in range(20))) == ["王芳"] * 20

    assert play(story).tokens_given == 2


def test_a_token_that_ends_early_is_replaced() -> None:
    async def story(qyapi: FakeQyapi, api: Api) -> None:
        await name_of(api)
        qyapi.lifetime = 60
        qyapi.void()
        await name_of(api)
        await asyncio.sleep(61)
        await name_of(api)

    assert play(story).tokens_given == 3


@pytest.mark.parametrize("code", [40014, 42001, 41001])
def test_a_token_refused_for_ever_is_replaced_once_and_given_up(code: int) -> None:
    async def story(qyapi: FakeQyapi, api: Api) -> None:
        qyapi.always[USER] = code
        with pytest.raises(ApiError, match="令牌") as told:
            await name_of(api)
        assert told.value.errcode == code

    qyapi = play(story)
    assert qyapi.calls.count(USER) == 2
    assert qyapi.calls.count(TOKEN) == 2


def test_a_busy_server_is_asked_three_times() -> None:
    async def story(qyapi: FakeQyapi, api: Api) -> None:
        qyapi.forced[USER].extend([-1, -1])
        assert await name_of(api) == "王芳"
        qyapi.always[USER] = -1
        with pytest.raises(ApiError, match="忙"):
            await name_of(api)

    assert play(story).calls.count(USER) == 6


@pytest.mark.parametrize("code", [45009, 45033])
def test_too_often_waits_a_minute(code: int) -> None:
    async def story(qyapi: FakeQyapi, api: Api) -> None:
        qyapi.forced[USER].append(code)
        began = asyncio.get_running_loop().time()
        assert await name_of(api) == "王芳"
        assert asyncio.get_running_loop().time() - began >= 60

    play(story)


def test_a_wrong_secret_is_not_tried_again_and_again() -> None:
    async def story(qyapi: FakeQyapi, api: Api) -> None:
        for _ in range(10):
            with pytest.raises(ApiError, match=r"wecom\.app\.secret"):
                await name_of(api)
        assert qyapi.calls.count(TOKEN) == 1
        await asyncio.sleep(60)
        with pytest.raises(ApiError, match=r"wecom\.app\.secret"):
            await api.check()
        assert qyapi.calls.count(TOKEN) == 2

    play(story, secret="another")


def test_an_address_that_is_not_trusted_is_named() -> None:
    async def story(qyapi: FakeQyapi, api: Api) -> None:
        qyapi.trusted = False
        with pytest.raises(ApiError, match=rf"{IP}.*企业可信IP") as told:
            await api.check()
        assert told.value.ip == IP

    play(story)


@pytest.mark.parametrize(
    ("code", "says"),
    [(40013, r"wecom\.corp_id"), (40091, r"wecom\.app\.secret"), (50002, "可见范围"), (60011, "权限"), (48002, "权限")],
)
def test_an_error_says_what_to_do(code: int, says: str) -> None:
    assert str(code) in str(ApiError(code))
    with pytest.raises(ApiError, match=says):
        raise ApiError(code, "whatever the server says {ip} {0}")


@pytest.mark.parametrize("errmsg", ["", "from ip: ", "from ip: 999.1.1.1", "from ip: ::::::"])
def test_an_address_that_is_none_is_not_named(errmsg: str) -> None:
    assert "（未知）" in str(ApiError(60020, errmsg))


def test_secrets_are_in_no_error_and_no_log() -> None:
    async def story(qyapi: FakeQyapi, api: Api) -> None:
        await name_of(api)
        qyapi.delay = 30
        with capture_logs() as logs, pytest.raises(NoAnswer) as told:
            await name_of(api)
        whole = "".join(traceback.format_exception(told.value))
        assert told.value.sent
        for secret in (SECRET, "ttttttttt"):
            assert secret not in f"{whole}{told.value!r}{api!r}{logs}{app_grant(CORP, SECRET)!r}"
        await asyncio.sleep(20)

    play(story)


def test_no_server_is_an_answer_that_never_came() -> None:
    async def story(_: FakeQyapi, __: Api) -> None:
        async with ClientSession() as session:
            with pytest.raises(NoAnswer) as told:
                await Api(session, "http://127.0.0.1:1", app_grant(CORP, SECRET)).check()
        assert not told.value.sent

    play(story)


def test_what_somebody_sent_is_fetched_with_its_name() -> None:
    async def story(qyapi: FakeQyapi, api: Api) -> None:
        qyapi.gives("m1", "板书.jpg", b"\xff\xd8\xff" + b"x" * 100)
        got = await api.download("m1", 1000)
        assert (len(got.body), "attachment" in got.disposition) == (103, True)
        assert len((await api.download("m1", 50)).body) == 51

    play(story)


def test_a_media_that_is_gone_is_an_error_and_no_file() -> None:
    async def story(_: FakeQyapi, api: Api) -> None:
        with pytest.raises(ApiError, match="过期"):
            await api.download("gone", 1000)

    play(story)


def test_masked_ids_become_userids() -> None:
    async def story(qyapi: FakeQyapi, api: Api) -> None:
        (masked,) = qyapi.open_ids
        many = [f"wo{number:030}" for number in range(2500)]
        assert await Directory(api).userids([*many, masked]) == {masked: "wangfang"}
        assert qyapi.calls.count("/cgi-bin/batch/openuserid_to_userid") == 3
        assert await Directory(api).userids([]) == {}

    play(story)


@pytest.mark.parametrize("code", [48002, 60011, 50002, 60111, 60020])
def test_names_that_may_not_be_read_are_no_fault(code: int) -> None:
    async def story(qyapi: FakeQyapi, api: Api) -> None:
        assert await Directory(api).name("wangfang") == "王芳"
        qyapi.always[USER] = code
        assert await Directory(api).name("wangfang") is None

    play(story)
