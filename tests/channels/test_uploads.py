"""Files on their way to WeCom, over acknowledgements and connections that are lost."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.channels.wecom.connection import Connection, Cut, Refused
from bot.channels.wecom.uploads import CHUNK, Kind
from tests.channels.echo import Echo, bot
from tests.channels.fake_wecom import FakeWeCom
from tests.simulated import simulated

STEPS = ["aibot_upload_media_init", "aibot_upload_media_chunk", "aibot_upload_media_finish"]
PNG = b"\x89PNG\r\n\x1a\n"


@asynccontextmanager
async def talking() -> AsyncIterator[tuple[FakeWeCom, Connection]]:
    async with FakeWeCom() as fake, bot(fake, Echo()) as connection:
        assert await connection.live(10)
        await fake.ask("group", "wangfang", "在吗")
        yield fake, connection


async def arrives(fake: FakeWeCom, connection: Connection, path: Path, kind: Kind = "file") -> float:
    """Uploads and shows it; gives the seconds that the upload took."""
    before = fake.time
    media_id = await connection.upload(path, "周报.xlsx", kind)
    took = fake.time - before
    await connection.send({"chatid": "group", "chat_type": 2, "msgtype": kind, kind: {"media_id": media_id}})
    assert fake.shown("group")[-1].file == ("周报.xlsx", await asyncio.to_thread(path.read_bytes))
    return took


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """Three chunks, the last of one byte."""
    path = tmp_path / "report"
    path.write_bytes(os.urandom(2 * CHUNK + 1))
    return path


@pytest.mark.parametrize("size", [1, CHUNK - 1, CHUNK, CHUNK + 1, 20 << 20])
@simulated
async def test_a_file_arrives_whole(tmp_path: Path, size: int) -> None:
    path = tmp_path / "report"
    path.write_bytes(os.urandom(size))
    async with talking() as (fake, connection):
        await arrives(fake, connection, path)


@simulated
async def test_a_picture_arrives_as_a_picture(tmp_path: Path) -> None:
    path = tmp_path / "picture"
    path.write_bytes(PNG + bytes(600_000))
    async with talking() as (fake, connection):
        await arrives(fake, connection, path, "image")


@pytest.mark.parametrize("cmd", STEPS)
@simulated
async def test_a_step_whose_acknowledgement_is_lost_is_taken_again(report: Path, cmd: str) -> None:
    async with talking() as (fake, connection):
        fake.drop_acks(cmd, 2)
        assert 59 < await arrives(fake, connection, report) < 61
        assert len(fake.knocks) == 1


@pytest.mark.parametrize("after", [True, False])
@pytest.mark.parametrize("cmd", STEPS)
@simulated
async def test_a_new_connection_takes_the_upload_up(report: Path, cmd: str, after: bool) -> None:
    async with talking() as (fake, connection):
        fake.cut_at(cmd, after=after)
        assert await arrives(fake, connection, report) < 5
        again = sum(frame["cmd"] == STEPS[1] for _, frame in fake.frames)
        assert again == {STEPS[1]: 4}.get(cmd, 6 if after and cmd == STEPS[2] else 3)


@simulated
async def test_an_upload_waits_for_a_connection_but_not_for_ever(report: Path) -> None:
    async with talking() as (fake, connection):
        fake.shut = True
        fake.cut()
        with pytest.raises(Cut):
            await connection.upload(report, "周报.xlsx", "file")
        assert 59 < fake.time < 61


@simulated
async def test_a_file_that_wecom_does_not_want_is_refused(report: Path) -> None:
    async with talking() as (fake, connection):
        fake.refuse(STEPS[2], 40009, 2)
        with pytest.raises(Refused) as refused:
            await connection.upload(report, "周报.xlsx", "file")
        assert refused.value.errcode == 40009


@pytest.mark.parametrize(("size", "kind"), [(0, "file"), ((20 << 20) + 1, "file"), ((10 << 20) + 1, "image")])
@simulated
async def test_what_is_empty_or_too_large_is_not_even_begun(tmp_path: Path, size: int, kind: Kind) -> None:
    path = tmp_path / "report"
    path.write_bytes(bytes(size))
    async with talking() as (fake, connection):
        with pytest.raises(ValueError, match="bytes"):
            await connection.upload(path, "周报.xlsx", kind)
        assert all(frame["cmd"] not in STEPS for _, frame in fake.frames)


@simulated
async def test_the_thirty_first_of_a_minute_waits(tmp_path: Path) -> None:
    path = tmp_path / "report"
    path.write_bytes(b"small")
    async with talking() as (fake, connection):
        await asyncio.gather(*(connection.upload(path, "周报.xlsx", "file") for _ in range(31)))
        assert 59 < fake.time < 62
