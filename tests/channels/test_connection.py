"""The long connection against a WeCom that holds it to every rule; hours pass in simulated time."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bot.channels import Unreachable
from bot.channels.told import parsed
from bot.channels.wecom.connection import Connection, Cut, Refused, State
from bot.channels.wecom.line import UNASKED, Chat, Line
from bot.channels.wecom.link import req_id
from bot.channels.wecom.work import MOST_AT_ONCE
from tests.channels.echo import Echo, bot, push, stream
from tests.channels.fake_wecom import SECRET, FakeWeCom
from tests.simulated import simulated

HOUR = 3600


@asynccontextmanager
async def talking() -> AsyncIterator[tuple[FakeWeCom, Connection, Echo]]:
    echo = Echo()
    async with FakeWeCom() as fake, bot(fake, echo) as connection:
        assert await connection.live(10)
        yield fake, connection, echo


def state(connection: Connection) -> State:
    return connection.state


def errors(logs: Sequence[Mapping[str, Any]]) -> list[str]:
    return [entry["event"] for entry in logs if entry["log_level"] == "error"]


def moments(fake: FakeWeCom, cmd: str) -> list[float]:
    return [at for at, frame in fake.frames if frame["cmd"] == cmd]


@simulated
async def test_a_message_is_answered_in_the_group_and_in_private() -> None:
    async with talking() as (fake, _connection, _echo):
        assert await fake.ask("group", "wangfang", "在吗") == "回：在吗"
        assert await fake.ask("wangfang", "wangfang", "在吗") == "回：在吗"
        assert fake.said("group") == ["回：在吗"]


@simulated
async def test_nothing_is_sent_before_the_subscription_is_acknowledged() -> None:
    async with FakeWeCom() as fake:
        fake.latency = 4
        async with bot(fake, Echo()) as connection:
            assert not await connection.live(3)
            with pytest.raises(Cut) as cut:
                await connection.send(push("group", "好"))
            assert not cut.value.sent
            assert await connection.live(3)
            assert [frame["cmd"] for _, frame in fake.frames] == ["aibot_subscribe"]


@simulated
async def test_a_ping_goes_out_every_thirty_seconds_however_slow_its_answer() -> None:
    async with talking() as (fake, _connection, _echo):
        fake.latency = 3
        await asyncio.sleep(HOUR + 1)
        pings = moments(fake, "ping")
        assert len(pings) == 120
        assert {round(after - before, 1) for before, after in pairwise(pings)} == {30.0}


@simulated
async def test_one_missed_ping_is_forgiven() -> None:
    async with talking() as (fake, connection, _echo):
        fake.drop_acks("ping")
        await asyncio.sleep(HOUR)
        assert state(connection) is State.LIVE
        assert len(fake.knocks) == 1


@simulated
async def test_two_missed_pings_end_the_connection() -> None:
    async with talking() as (fake, connection, _echo):
        fake.drop_acks("ping", 2)
        await asyncio.sleep(64)
        assert len(fake.knocks) == 1
        await asyncio.sleep(4)
        assert len(fake.knocks) == 2
        assert state(connection) is State.LIVE


@simulated
async def test_the_waits_double_from_one_second_to_thirty() -> None:
    async with talking() as (fake, connection, _echo):
        await asyncio.sleep(100)
        fake.shut = True
        fake.cut()
        cut = fake.time
        await asyncio.sleep(200)
        assert state(connection) is State.WAITING
        tried = [cut, *(at for at in fake.knocks if at > cut)]
        waits = [round(after - before, 1) for before, after in pairwise(tried)]
        assert waits == [1.5, 2.5, 4.5, 8.5, 16.5, 30.5, 30.5, 30.5, 30.5, 30.5]
        fake.shut = False
        assert await connection.live(31)
        await asyncio.sleep(61)
        before = fake.time
        fake.cut()
        await asyncio.sleep(2)
        assert await connection.live(1)
        assert round(fake.knocks[-1] - before, 1) == 1.5


@simulated
async def test_connections_that_never_last_do_not_bring_the_short_waits_back() -> None:
    async with FakeWeCom() as fake, bot(fake, Echo()) as connection:
        for _ in range(6):
            assert await connection.live(60)
            await fake.hang_up()
            await asyncio.sleep(0.1)
        waits = [round(after - before) for before, after in pairwise(fake.knocks)]
        assert waits == [2, 2, 4, 8, 16]


@simulated
async def test_a_connection_that_brought_a_message_brings_the_short_waits_back() -> None:
    async with FakeWeCom() as fake, bot(fake, Echo()) as connection:
        for _ in range(4):
            assert await connection.live(60)
            assert await fake.ask("group", "lina", "在吗") == "回：在吗"
            await fake.hang_up()
            await asyncio.sleep(0.1)
        assert [round(after - before) for before, after in pairwise(fake.knocks)] == [2, 2, 2]


@simulated
async def test_what_waits_for_its_turn_is_given_up_when_the_connection_is_closed() -> None:
    async with talking() as (fake, connection, _echo):
        line, chat = Line(connection), Chat("group", "group")
        for _ in range(30):
            await line.turns(chat).answer()
        waiting = [asyncio.create_task(line.push(chat, "markdown", dict, UNASKED)) for _ in range(3)]
        await asyncio.sleep(1)
        before = fake.time
        await connection.close()
        done = await asyncio.gather(*waiting, return_exceptions=True)
        assert all(isinstance(one, Unreachable) for one in done)
        assert fake.time - before < 1


@simulated
async def test_a_subscription_without_an_answer_is_tried_again() -> None:
    async with FakeWeCom() as fake:
        fake.drop_acks("aibot_subscribe")
        async with bot(fake, Echo()) as connection:
            assert await connection.live(20)
            assert [round(at, 1) for at in fake.knocks] == [0, 11.5]


@simulated
async def test_a_subscription_refused_for_its_frequency_is_tried_again() -> None:
    async with FakeWeCom() as fake:
        fake.refuse("aibot_subscribe", 45009, 3)
        async with bot(fake, Echo()) as connection:
            assert await connection.live(20)
            assert [round(after - before, 1) for before, after in pairwise(fake.knocks)] == [1.5, 2.5, 4.5]


@simulated
async def test_a_bad_secret_stops_and_says_so_without_the_secret() -> None:
    with capture_logs() as logs:
        async with FakeWeCom(secret="another") as fake, bot(fake, Echo()) as connection:
            assert not await connection.live(10 * HOUR)
            assert fake.time < 1
            await asyncio.sleep(2 * HOUR)
            assert state(connection) is State.BAD_SECRET
            assert len(fake.knocks) == 1
            assert fake.live is None
            with pytest.raises(Cut) as cut:
                await connection.send(push("group", "好"))
            assert SECRET not in repr(vars(cut.value)) + repr(connection)
    (error,) = errors(logs)
    assert "secret" in error
    assert SECRET not in repr(logs)


@pytest.mark.parametrize("delay", [0.0, 2.2, 313.0])
@simulated
async def test_whoever_is_kicked_stays_closed_and_the_other_is_left_in_peace(delay: float) -> None:
    with capture_logs() as logs:
        async with talking() as (fake, first, _echo):
            fake.close_delay = delay
            async with bot(fake, Echo()) as second:
                assert await second.live(10)
                await asyncio.sleep(2)
                assert state(first) is State.KICKED
                assert not await first.live(HOUR)
                await asyncio.sleep(HOUR)
                assert state(first) is State.KICKED
                assert state(second) is State.LIVE
                assert len(fake.subscriptions) == 2
                assert await fake.ask("group", "wangfang", "在吗") == "回：在吗"
    assert errors(logs) == ["another process uses this bot: stop one of the two, then start this one again"]


@simulated
async def test_a_lost_acknowledgement_is_told_and_the_same_stream_replaces_the_bubble() -> None:
    async with talking() as (fake, connection, echo):
        echo.mute = True
        said = await fake.says("group", "wangfang", "在吗")
        fake.drop_acks("aibot_respond_msg")
        before = fake.time
        with pytest.raises(TimeoutError):
            await connection.respond(said.req_id, stream("在"))
        assert fake.time - before == pytest.approx(5, abs=0.1)
        await connection.respond(said.req_id, stream("在"))
        assert fake.said("group") == ["在"]
        assert len(fake.knocks) == 1


@pytest.mark.parametrize(("after", "seen"), [(True, ["在"]), (False, [])])
@simulated
async def test_an_answer_in_whose_middle_the_connection_is_cut_may_have_arrived(after: bool, seen: list[str]) -> None:
    async with talking() as (fake, connection, echo):
        echo.mute = True
        said = await fake.says("group", "wangfang", "在吗")
        fake.cut_at("aibot_respond_msg", after=after)
        with pytest.raises(Cut) as cut:
            await connection.respond(said.req_id, stream("在"))
        assert cut.value.sent
        assert fake.said("group") == seen
        assert await connection.live(5)
        await connection.respond(said.req_id, stream("在"))
        assert fake.said("group") == ["在"]


@simulated
async def test_a_refusal_carries_its_code() -> None:
    async with talking() as (fake, connection, _echo):
        fake.person("lina")
        for chatid, chat_type, errcode in (("nowhere", 2, 93006), ("lina", 1, 93001)):
            with pytest.raises(Refused) as refused:
                await connection.send(push(chatid, "好", chat_type))
            assert refused.value.errcode == errcode


@simulated
async def test_the_body_of_an_acknowledgement_is_given_or_nothing() -> None:
    async with talking() as (fake, connection, _echo):
        await fake.ask("group", "wangfang", "在吗")
        assert await connection.send(push("group", "好")) == {}


@simulated
async def test_answers_to_one_message_take_turns() -> None:
    async with talking() as (fake, connection, echo):
        echo.mute = True
        said = await fake.says("group", "wangfang", "在吗")
        fake.latency = 1
        await asyncio.gather(*(connection.respond(said.req_id, stream("在" * n, f"s{n}")) for n in (1, 2, 3)))
        first, second, third = moments(fake, "aibot_respond_msg")
        assert (round(second - first, 2), round(third - second, 2)) == (1, 1)
        assert fake.said("group") == ["在", "在在", "在在在"]


@simulated
async def test_two_callbacks_with_one_req_id_are_both_heard() -> None:
    async with talking() as (fake, _connection, echo):
        echo.mute = True
        said = await fake.says("group", "wangfang", "在吗")
        await fake.write(said.frame)
        await fake.again(said)
        await asyncio.sleep(1)
        assert len(echo.heard) == 3


@simulated
async def test_acknowledgements_that_nobody_awaits_are_passed_over() -> None:
    async with talking() as (fake, connection, echo):
        echo.mute = True
        said = await fake.says("group", "wangfang", "在吗")
        fake.latency = 1
        answer = asyncio.create_task(connection.respond(said.req_id, stream("在")))
        await asyncio.sleep(0.5)
        for nothing in ({}, {"errcode": "0"}, {"errcode": None}):
            await fake.write({"headers": {"req_id": said.req_id}, **nothing})
        await fake.write({"headers": {"req_id": "nobody"}, "errcode": 0})
        await fake.write({"headers": {"req_id": said.req_id}, "errcode": 0})
        assert await answer == {}
        await asyncio.sleep(HOUR)
        assert len(fake.knocks) == 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)
NAMED = st.fixed_dictionaries(
    {},
    optional={
        "cmd": st.sampled_from(["aibot_msg_callback", "aibot_event_callback", "ping", "aibot_unheard_of"]) | JSON,
        "headers": st.fixed_dictionaries({}, optional={"req_id": JSON}) | JSON,
        "body": st.fixed_dictionaries({}, optional={"event": JSON, "msgid": JSON}) | JSON,
        "errcode": JSON,
    },
)
GARBAGE = st.text().map(lambda text: text.encode("utf-8", "replace").decode()) | st.binary() | NAMED


@given(st.lists(GARBAGE, max_size=20))
@settings(max_examples=60)
@simulated
async def test_no_frame_ends_the_connection(garbage: list[Any]) -> None:
    async with FakeWeCom() as fake, bot(fake, Echo()) as connection:
        assert await connection.live(10)
        for frame in garbage:
            await fake.write(frame)
        assert await fake.ask("group", "wangfang", "在吗") == "回：在吗"
        assert len(fake.knocks) == 1


@given(st.text() | JSON.map(json.dumps))
def test_whatever_comes_is_read_as_a_frame_or_as_none(text: str) -> None:
    assert isinstance(parsed(text), dict)
    assert isinstance(req_id(parsed(text)), str)


def test_a_frame_nested_too_deep_is_none() -> None:
    assert parsed("[" * 100_000) == {}
    assert parsed('{"a":' * 100_000) == {}
    assert parsed("1" * 10_000) == {}


@simulated
async def test_a_large_frame_is_heard_and_one_beyond_all_measure_only_costs_the_connection() -> None:
    async with talking() as (fake, connection, echo):
        echo.mute = True
        await fake.says("group", "wangfang", "长" * 1_000_000)
        await asyncio.sleep(1)
        assert len(echo.heard) == 1
        await fake.write("x" * (9 << 20))
        await asyncio.sleep(5)
        assert len(fake.knocks) == 2
        assert await connection.live(1)


@simulated
async def test_half_a_character_does_not_keep_an_answer_back() -> None:
    async with talking() as (fake, connection, _echo):
        await fake.ask("group", "wangfang", "在吗")
        await connection.send(push("group", "好\ud83d"))
        assert fake.said("group")[-1] == "好?"


@simulated
async def test_reading_never_waits_for_a_handler() -> None:
    async with talking() as (fake, _connection, echo):
        echo.slow = 200
        slow = await fake.says("group", "wangfang", "想一想")
        await asyncio.sleep(1)
        echo.slow = 0
        assert await fake.ask("group", "lina", "在吗", 1) == "回：在吗"
        assert (await fake.answered(slow, 300)).text == "回：想一想"
        assert len(fake.knocks) == 1


@simulated
async def test_callbacks_in_work_are_bounded_and_pings_go_on() -> None:
    with capture_logs() as logs:
        async with talking() as (fake, connection, echo):
            echo.slow = 120
            for number in range(MOST_AT_ONCE + 20):
                await fake.says(f"u{number}", f"u{number}", "在吗")
            await asyncio.sleep(100)
            assert len(echo.heard) == MOST_AT_ONCE
            await asyncio.sleep(40)
            assert sum(delivery.finished for delivery in fake.deliveries) == MOST_AT_ONCE
            assert await fake.ask("group", "lina", "在吗", 130) == "回：在吗"
            assert state(connection) is State.LIVE
    assert sum("dropped" in entry["event"] for entry in logs) == 20


@simulated
async def test_a_handler_that_fails_is_told_and_the_next_message_is_answered() -> None:
    with capture_logs() as logs:
        async with talking() as (fake, _connection, echo):
            echo.broken = True
            await fake.says("group", "wangfang", "坏")
            await asyncio.sleep(1)
            echo.broken = False
            assert await fake.ask("group", "wangfang", "在吗") == "回：在吗"
    assert errors(logs) == ["a callback of WeCom was not handled"]


@simulated
async def test_what_was_written_just_before_the_cable_was_pulled_is_heard() -> None:
    async with talking() as (fake, connection, echo):
        for number in range(20):
            assert (await fake.says("group", f"u{number}", f"第{number}句")).arrived
            fake.cut()
            assert not (await fake.says("group", f"u{number}", "没有人听")).arrived
            await asyncio.sleep(1)
            assert await connection.live(40)
        assert len(echo.heard) == 20
        assert {type(error) for error in echo.errors} == {Cut}


@simulated
async def test_closing_lets_an_answer_out_and_leaves_nothing_behind() -> None:
    async with FakeWeCom() as fake:
        before = asyncio.all_tasks()
        echo = Echo()
        async with bot(fake, echo) as connection:
            assert await connection.live(10)
            echo.slow = 3
            quick = await fake.says("group", "wangfang", "快")
            await asyncio.sleep(0.1)
            echo.slow = 3000
            await fake.says("group", "lina", "慢")
            await asyncio.sleep(0.1)
        assert quick.finished
        assert fake.said("group") == ["回：快"]
        assert fake.time < 10
        assert state(connection) is State.CLOSED
        assert not await connection.live(HOUR)
        await asyncio.sleep(2)
        assert asyncio.all_tasks() <= before
        assert len(fake.knocks) == 1


@pytest.mark.parametrize("seconds", [0.0, 0.001, 1.0, 5.0, 40.0])
@simulated
async def test_closing_is_possible_at_every_moment_of_connecting(seconds: float) -> None:
    async with FakeWeCom() as fake:
        fake.shut, fake.latency = seconds > 1, 3
        async with bot(fake, Echo()) as connection:
            await asyncio.sleep(seconds)
        assert state(connection) is State.CLOSED


@simulated
async def test_a_closed_connection_may_be_started_again() -> None:
    async with talking() as (fake, connection, _echo):
        await connection.close()
        await connection.start()
        assert await connection.live(10)
        assert await fake.ask("group", "wangfang", "在吗") == "回：在吗"
