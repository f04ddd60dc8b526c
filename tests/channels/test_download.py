"""What people sent is fetched: only from where it may be, only what may be, and never a word of trouble."""

import asyncio
import hashlib
import os
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
from aiohttp import ClientTimeout, web
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.download import Fetcher
from bot.channels.tencent.envelope import key_of, open_media
from bot.message import Attachment, Problem
from tests.channels.media import EXE, PDF, Media, Names, media, office, served_by
from tests.channels.test_envelope import AES_KEY, crypt, padded

MOST = 1000
MEDIA_HOSTS = ("*.myqcloud.com", "*.qq.com")


@pytest.fixture
async def served() -> AsyncIterator[Media]:
    async with media() as server:
        yield server


@pytest.fixture
def fetcher(served: Media, tmp_path: Path) -> Fetcher:
    """One that may go to the media server, by its own name too."""
    return Fetcher(tmp_path / "files", [*MEDIA_HOSTS, served.host], MOST)


def kept(attachment: Attachment) -> bytes:
    assert attachment.problem is None
    assert attachment.path
    return attachment.path.read_bytes()


async def test_a_file_is_kept_under_the_hash_of_its_content(served: Media, fetcher: Fetcher, tmp_path: Path) -> None:
    got = await fetcher.fetch(served.put(PDF, "attachment; filename*=UTF-8''%E8%AE%BA%E6%96%87.pdf"))
    assert got.name == "论文.pdf"
    assert kept(got) == PDF
    assert got.path == tmp_path / "files" / hashlib.sha256(PDF).hexdigest()
    assert served.log == ["/0?sign=a%2Fb%3D"], "the address is asked for as it was signed"


async def test_an_encrypted_file_is_decrypted(served: Media, fetcher: Fetcher) -> None:
    key = key_of(AES_KEY)
    got = await fetcher.fetch(served.put(crypt(padded(PDF))), decrypt=partial(open_media, key=key))
    assert kept(got) == PDF
    assert got.name == "文件.pdf"


async def test_a_file_that_does_not_decrypt_is_lost(served: Media, fetcher: Fetcher) -> None:
    got = await fetcher.fetch(
        served.put(b"x" * 33, 'attachment; filename="a.pdf"'), decrypt=partial(open_media, key=key_of(AES_KEY))
    )
    assert got == Attachment("a.pdf", None, "lost")


async def test_the_same_file_twice_is_one_file(served: Media, fetcher: Fetcher, tmp_path: Path) -> None:
    first = await fetcher.fetch(served.put(PDF, 'attachment; filename="a.pdf"'))
    assert first.path
    os.utime(first.path, (1, 1))
    second = await fetcher.fetch(served.put(PDF, 'attachment; filename="b.pdf"'))
    assert (second.name, second.path) == ("b.pdf", first.path)
    assert first.path.stat().st_mtime == 1, "nothing was overwritten"
    assert list((tmp_path / "files").iterdir()) == [first.path]


async def test_nothing_half_written_stays(
    served: Media, fetcher: Fetcher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert (await fetcher.fetch(served.put(PDF))).problem == "lost"
    assert list((tmp_path / "files").iterdir()) == []


async def test_a_program_is_not_kept(served: Media, fetcher: Fetcher, tmp_path: Path) -> None:
    got = await fetcher.fetch(served.put(EXE, 'attachment; filename="论文.docx"'))
    assert got == Attachment("论文.docx", None, "dangerous")
    assert not (tmp_path / "files").exists()


async def test_a_document_with_macros_is_not_kept(served: Media, fetcher: Fetcher) -> None:
    got = await fetcher.fetch(served.put(office("word/vbaProject.bin"), 'attachment; filename="论文.docx"'))
    assert got == Attachment("论文.docx", None, "dangerous")


async def test_what_is_exactly_as_large_as_allowed_is_kept(served: Media, fetcher: Fetcher) -> None:
    assert len(kept(await fetcher.fetch(served.put(PDF.ljust(MOST))))) == MOST
    encrypted = served.put(crypt(padded(PDF.ljust(MOST))))
    assert len(kept(await fetcher.fetch(encrypted, decrypt=partial(open_media, key=key_of(AES_KEY))))) == MOST


async def test_what_says_that_it_is_too_large_is_not_even_read(served: Media, fetcher: Fetcher) -> None:
    got = await fetcher.fetch(served.put(PDF.ljust(MOST + 1), 'attachment; filename="大.pdf"'))
    assert got == Attachment("大.pdf", None, "too_large")


async def test_a_length_that_is_not_told_does_not_matter(tmp_path: Path) -> None:
    sent = 0

    async def endless(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        response = web.StreamResponse()
        await response.prepare(request)
        while sent < 10_000_000:
            await response.write(b"x" * 1000)
            sent += 1000
        return response

    async with served_by(endless) as host:
        got = await Fetcher(tmp_path, [host], MOST).fetch(f"http://{host}/")
    assert got.problem == "too_large"
    assert sent < 5_000_000, "the rest was not waited for"


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"Content-Length: 900\r\n\r\nshort", "lost"),
        (b"Content-Length: -1\r\n\r\nx", "lost"),
        (b"Content-Length: 1001\r\n\r\nshort", "too_large"),
        (b"\r\n", "lost"),
        (b"", "lost"),
    ],
    ids=ascii,
)
async def test_a_length_that_lies(raw: bytes, problem: Problem, tmp_path: Path) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n" + raw)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        host = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        assert await Fetcher(tmp_path, [host], MOST).fetch(f"http://{host}/") == Attachment("文件", None, problem)


async def test_a_body_that_would_have_to_be_unpacked_is_lost(served: Media, fetcher: Fetcher) -> None:
    assert (await fetcher.fetch(served.put(PDF, **{"Content-Encoding": "gzip"}))).problem == "lost"


@pytest.mark.parametrize("status", [204, 206, 304, 400, 403, 404, 500])
async def test_what_the_server_does_not_give_is_lost(status: int, served: Media, fetcher: Fetcher) -> None:
    assert await fetcher.fetch(served.answer(lambda: web.Response(status=status))) == Attachment("文件", None, "lost")


async def test_an_empty_file_is_lost(served: Media, fetcher: Fetcher) -> None:
    assert (await fetcher.fetch(served.put(b""))).problem == "lost"


async def test_a_server_that_is_silent_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.download._TIMEOUT", ClientTimeout(total=0.05))

    async def silent(request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(1)
        raise AssertionError("it was waited for")

    async with served_by(silent) as host:
        assert (await Fetcher(tmp_path, [host], MOST).fetch(f"http://{host}/")).problem == "lost"


async def test_three_redirects_are_followed_and_no_fourth(served: Media, fetcher: Fetcher) -> None:
    address = served.put(PDF)
    for _ in range(3):
        address = served.moved(address)
    assert kept(await fetcher.fetch(address)) == PDF
    assert (await fetcher.fetch(served.moved(address))).problem == "lost"


@pytest.mark.parametrize(
    "to",
    [
        "http://127.0.0.1:1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://evil.example/",
        "file:///etc/passwd",
        "ftp://files.qq.com/a",
        "//evil.example/",
        "http://[::1]/",
        "http://user:password@files.qq.com/",
        "",
    ],
)
async def test_a_redirect_leads_nowhere_else(to: str, served: Media, fetcher: Fetcher) -> None:
    assert (await fetcher.fetch(served.moved(to))).problem == "lost"


async def test_another_server_beside_an_allowed_one_is_never_asked(served: Media, fetcher: Fetcher) -> None:
    async with media() as other:
        for address in (other.put(PDF), served.moved(other.put(PDF))):
            assert (await fetcher.fetch(address)).problem == "lost"
        assert other.log == []


async def test_a_relative_redirect_is_followed(served: Media, fetcher: Fetcher) -> None:
    served.put(PDF)
    assert kept(await fetcher.fetch(served.moved("/0?sign=a%2Fb%3D"))) == PDF


@pytest.mark.parametrize("inside", ["127.0.0.1", "10.0.0.5", "192.168.1.1", "169.254.169.254", "224.0.0.1", "0.0.0.0"])
async def test_a_public_name_with_an_inner_address_is_refused(inside: str, served: Media, tmp_path: Path) -> None:
    names = Names({"files.qq.com": ["101.226.1.1", inside]})
    fetcher = Fetcher(tmp_path, ["*.qq.com"], MOST, lookup=names)
    assert (await fetcher.fetch("http://files.qq.com/")).problem == "lost"
    assert names.asked == ["files.qq.com"]


async def test_a_redirect_to_a_name_with_an_inner_address_is_refused(served: Media, tmp_path: Path) -> None:
    names = Names({"files.qq.com": ["127.0.0.1"]})
    fetcher = Fetcher(tmp_path, ["*.qq.com", served.host], MOST, lookup=names)
    assert (await fetcher.fetch(served.moved("http://files.qq.com/"))).problem == "lost"
    assert names.asked == ["files.qq.com"]


async def test_a_host_that_the_school_wrote_out_may_be_its_own(served: Media, tmp_path: Path) -> None:
    names = Names({"files.school.cn": ["127.0.0.1"]})
    host = f"files.school.cn:{served.server.port}"
    fetcher = Fetcher(tmp_path, [host], MOST, lookup=names)
    assert kept(await fetcher.fetch(served.put(PDF).replace(served.host, host))) == PDF
    assert names.asked == ["files.school.cn"], "the address that was checked is the one that was connected to"


async def test_no_secret_of_an_address_is_logged(
    served: Media, fetcher: Fetcher, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    await fetcher.fetch(served.answer(lambda: web.Response(status=403)))
    await fetcher.fetch("http://evil.example/?sign=a%2Fb%3D")
    said = "".join(capsys.readouterr()) + caplog.text
    assert "file not taken" in said
    assert "sign" not in said


@given(st.text() | st.text().map("http://{}".format) | st.text().map("http://files.qq.com{}".format))
def test_no_address_does_more_than_fail(url: str) -> None:
    async def fetch() -> Attachment:
        return await Fetcher(Path("none"), ["*.qq.com"], MOST, lookup=Names({})).fetch(url)

    assert asyncio.run(fetch()).problem == "lost"
