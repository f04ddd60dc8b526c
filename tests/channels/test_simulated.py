"""Simulated time, which all the tests of channels stand on: it passes only when nothing is on its way."""

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import Future

from tests.simulated import SimulatedLoop, simulated

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


async def connected(serve: Serve) -> tuple[asyncio.Server, asyncio.StreamReader, asyncio.StreamWriter]:
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    return server, reader, writer


@simulated
async def test_no_time_passes_until_who_waits_for_a_thread_is_told() -> None:
    loop = asyncio.get_running_loop()
    assert isinstance(loop, SimulatedLoop)
    work: Future[str] = Future()
    held = loop.hold(work)
    held.add_done_callback(lambda _: time.sleep(0.1))  # as where the machine puts the thread aside
    told = asyncio.wrap_future(held)
    threading.Thread(target=work.set_result, args=["done"]).start()
    async with asyncio.timeout(30):
        assert await told == "done"
    assert loop.time() == 0


@simulated
async def test_no_time_passes_while_anything_is_on_its_way() -> None:
    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            writer.write(line)
        writer.close()

    async with asyncio.timeout(1):
        for _ in range(20):
            server, reader, writer = await connected(echo)
            for _ in range(20):
                writer.write(b"x" * 60_000 + b"\n")
                assert len(await reader.readline()) == 60_001
            writer.close()
            assert await reader.read() == b""
            server.close()
    assert asyncio.get_running_loop().time() < 0.1


@simulated
async def test_what_was_written_before_the_end_is_read_though_its_reader_writes() -> None:
    async def last_words(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"farewell")
        writer.transport.abort()

    server, reader, writer = await connected(last_words)
    writer.write(b"are you there?")
    assert await reader.read() == b"farewell"
    writer.close()
    server.close()


@simulated
async def test_who_writes_to_nobody_learns_it() -> None:
    async def leave(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.transport.abort()

    server, _reader, writer = await connected(leave)
    try:
        async with asyncio.timeout(5):
            while True:
                writer.write(b"x" * 1_000_000)
                await writer.drain()
    except ConnectionError:
        server.close()
