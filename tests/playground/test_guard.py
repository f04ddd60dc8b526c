"""A page that somebody was lured to cannot drive the bot."""

import pytest
from aiohttp import WSServerHandshakeError

from tests.playground.conftest import Client, Stage
from tests.playground.test_doors import refused

OURS_ONLY = "只接受本机这一页的请求。"
HELLO = {"as": "王芳", "place": "group", "text": "听了李娜的课"}


def port(client: Client) -> int:
    return client.server.port or 0


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.1", "x@127.0.0.1", "", "127.0.0.1:1"]
)
async def test_another_host_is_refused(client: Client, host: str) -> None:
    full = f"{host}:{port(client)}" if "evil" in host or "@" in host else host
    await refused(await client.get("/school", headers={"Host": full}), 403, OURS_ONLY)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
async def test_the_names_of_this_machine_are_ours(client: Client, host: str) -> None:
    ours = f"{host}:{port(client)}"
    answer = await client.get("/school", headers={"Host": ours, "Origin": f"http://{ours}"})
    assert answer.status == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1", "http://127.0.0.1:1", ""])
async def test_another_origin_is_refused(client: Client, stage: Stage, origin: str) -> None:
    await refused(await client.post("/say", json=HELLO, headers={"Origin": origin}), 403, OURS_ONLY)
    await refused(await client.get("/school", headers={"Origin": origin}), 403, OURS_ONLY)
    assert stage.bot.heard == []


@pytest.mark.parametrize("origin", ["http://evil.example", "null"])
async def test_another_origin_cannot_listen(client: Client, origin: str) -> None:
    with pytest.raises(WSServerHandshakeError):
        await client.ws_connect("/live", params={"as": "王芳"}, headers={"Origin": origin})


async def test_whoever_names_no_origin_may_only_read(client: Client, stage: Stage) -> None:
    del client.session.headers["Origin"]
    assert (await client.get("/school")).status == 200
    await refused(await client.post("/say", json=HELLO), 403, OURS_ONLY)
    with pytest.raises(WSServerHandshakeError):
        await client.ws_connect("/live", params={"as": "王芳"})


@pytest.mark.parametrize("type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
@pytest.mark.parametrize("path", ["/say", "/press", "/again", "/clock", "/files"])
async def test_what_a_form_can_send_is_refused(client: Client, path: str, type: str) -> None:
    await refused(await client.post(path, data=b"{}", headers={"Content-Type": type}), 415, "请求的格式不对。")


@pytest.mark.parametrize("path", ["/", "/school", "/page/main.js", "/nowhere", "/live"])
async def test_every_answer_is_sealed(client: Client, path: str) -> None:
    headers = (await client.get(path)).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert "Access-Control-Allow-Origin" not in headers


async def test_reading_addresses_cannot_be_posted_to(client: Client) -> None:
    await refused(await client.post("/school", json={}), 405, "不能这样请求。")
