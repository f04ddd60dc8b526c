"""The server behind the public addresses says little."""

import asyncio
import io
import re

import pytest
from aiohttp import ClientSession, web

from bot.channels.web import Web


async def hello(request: web.Request) -> web.Response:
    return web.Response(text="hello")


async def length(request: web.Request) -> web.Response:
    return web.Response(text=str(len(await request.read())))


ROUTES = [web.get("/door", hello), web.post("/door", length)]


async def raw(address: str, request: bytes) -> str:
    """What comes back, headers and all."""
    host, port = address.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(request)
    answer = await asyncio.wait_for(reader.read(), 5)
    writer.close()
    return answer.decode()


async def test_it_serves_the_doors_and_nothing_else() -> None:
    served = Web("127.0.0.1", 0)
    served.add(ROUTES)
    await served.open()
    try:
        async with ClientSession(served.address) as session:
            for method, path, status, text in [
                ("GET", "/door", 200, "hello"),
                ("GET", "/", 404, "404: Not Found"),
                ("GET", "/door/", 404, "404: Not Found"),
                ("GET", "/%2e%2e/etc/passwd", 404, "404: Not Found"),
                ("PUT", "/door", 405, "405: Method Not Allowed"),
            ]:
                async with session.request(method, path) as response:
                    assert (response.status, await response.text()) == (status, text)
                    assert response.content_type == "text/plain"
            async with session.post("/door", data=io.BytesIO(b"x" * (1 << 20))) as response:
                assert (response.status, await response.text()) == (200, str(1 << 20))
            async with session.post("/door", data=io.BytesIO(b"x" * ((1 << 20) + 1))) as response:
                assert response.status == 413
    finally:
        await served.close()


BROKEN = [
    b"\x16\x03\x01\0\r\n\r\n",
    b"GET\r\n\r\n",
    b"GET /door?key=geheim\x00 HTTP/1.1\r\n\r\n",
    b"POST /door HTTP/1.0\r\nContent-Length: 9\r\nContent-Encoding: gzip\r\n\r\nno packed",
    b"POST /door HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n",
]


@pytest.mark.parametrize("request_", [*BROKEN, b"GET /door HTTP/1.0\r\n\r\n", b"GET / HTTP/1.0\r\n\r\n"], ids=ascii)
async def test_no_answer_tells_a_version(request_: bytes, caplog: pytest.LogCaptureFixture) -> None:
    served = Web("127.0.0.1", 0)
    served.add(ROUTES)
    await served.open()
    try:
        answer = await raw(served.address, request_)
    finally:
        await served.close()
    assert answer.startswith("HTTP/1")
    assert " 500 " not in answer
    assert not re.search("python|aiohttp", answer, re.IGNORECASE)
    assert caplog.text == ""


async def test_who_hangs_up_leaves_no_trace(caplog: pytest.LogCaptureFixture) -> None:
    served = Web("127.0.0.1", 0)
    served.add(ROUTES)
    await served.open()
    host, port = served.address.removeprefix("http://").split(":")
    _, writer = await asyncio.open_connection(host, int(port))
    writer.write(b"POST /door HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf")
    await writer.drain()
    writer.close()
    await asyncio.sleep(0.05)
    await served.close()
    assert caplog.text == ""


async def test_an_accident_of_ours_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    async def broken(request: web.Request) -> web.Response:
        raise ConnectionResetError("not the caller's")

    served = Web("127.0.0.1", 0)
    served.add([web.get("/broken", broken)])
    await served.open()
    assert " 500 " in await raw(served.address, b"GET /broken HTTP/1.0\r\n\r\n")
    await served.close()
    assert "Error handling request" in caplog.text


async def test_a_port_that_is_taken_is_an_oserror() -> None:
    first = Web("127.0.0.1", 0)
    first.add(ROUTES)
    await first.open()
    second = Web("127.0.0.1", int(first.address.rsplit(":", 1)[1]))
    second.add(ROUTES)
    with pytest.raises(OSError, match="address"):
        await second.open()
    await second.close()
    await first.close()


async def test_without_a_door_nothing_listens() -> None:
    served = Web("no such host", 1)
    await served.open()
    await served.close()
