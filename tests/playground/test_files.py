"""Files on their way in and out."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from bot.channels.playground.shelf import LARGEST, clean
from bot.message import Attachment, Reply
from tests.playground.conftest import Client, Stage
from tests.playground.test_doors import OCTETS, refused, say, scene

PNG = b"\x89PNG\r\n\x1a\n and so on"


async def upload(client: Client, name: str, content: bytes) -> dict[str, Any]:
    return await (await client.post("/files", params={"name": name}, data=content, headers=OCTETS)).json()  # type: ignore[no-any-return]


async def test_an_upload_reaches_the_bot_under_a_name_of_ours(client: Client, stage: Stage, tmp_path: Path) -> None:
    file = await upload(client, "../../反思.DOCX", b"words")
    await say(client, "王芳", "交反思", "private", files=[file["token"]])
    [attachment] = stage.bot.heard[0].attachments
    assert attachment.name == "反思.DOCX"
    assert attachment.kept.parent == tmp_path / "uploads"
    assert attachment.kept.suffix == ".docx"
    assert attachment.kept.read_bytes() == b"words"


async def test_what_comes_down_is_never_opened_in_the_page(client: Client, stage: Stage, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text("<script>alert(1)</script>")
    await stage.playground.say("group", "group", Reply("", files=(Attachment('听课 "记录".html', path),)))
    [file] = (await scene(client, "王芳"))["group"][0]["files"]
    answer = await client.get(file["url"])
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=\"file\"; filename*=UTF-8''%E5%90%AC")
    assert await answer.read() == path.read_bytes()


async def test_a_picture_is_known_by_its_bytes(client: Client) -> None:
    picture, page = await upload(client, "a.txt", PNG), await upload(client, "b.png", b"<svg onload=alert(1)>")
    assert (picture["picture"], page["picture"]) == (True, False)
    assert (await client.get(picture["url"])).content_type == "image/png"


async def test_a_file_that_is_too_large_leaves_nothing(client: Client, tmp_path: Path) -> None:
    answer = await client.post("/files", params={"name": "a"}, data=BytesIO(b"x" * (LARGEST + 1)), headers=OCTETS)
    await refused(answer, 413, "文件太大了，最多20MB。")
    assert list((tmp_path / "uploads").iterdir()) == []


async def test_nothing_is_served_without_its_token(client: Client, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    for path in ("/files/secret", "/files/..%2fsecret", "/files/", "/page/../server.py", "/page/%2e%2e/server.py"):
        assert (await client.get(path)).status == 404


async def test_a_file_that_is_gone_is_said_so(client: Client) -> None:
    body = {"as": "王芳", "place": "group", "text": "", "files": ["nothing"]}
    await refused(await client.post("/say", json=body), 400, "文件已经不在了，请重新选择。")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("a/b\\c.txt", "c.txt"),
        ("..", "文件"),
        ("", "文件"),
        ("a\r\nb\u202e.txt", "ab.txt"),
        ("长" * 200, "长" * 120),
    ],
)
def test_names_are_cleaned(name: str, kept: str) -> None:
    assert clean(name) == kept
