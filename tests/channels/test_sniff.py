"""What a file is called, and what it really is."""

import struct
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.filenames import NAMELESS, name_of, safe, suffix
from bot.channels.sniff import dangerous, suffix_of
from tests.channels.media import EXE, JPEG, OLE, PDF, PNG, office, packed, streams

cases = partial(pytest.mark.parametrize, ids=lambda value: ascii(value)[:40] if isinstance(value, str) else "bytes")
LINK = bytes.fromhex("4c0000000114020000000000c000000000000046") + bytes(60)
PACKAGE = streams("WordDocument", "\1Ole10Native") + b"C:\\a\\setup.exe\0" + EXE


@cases(
    ("disposition", "name"),
    [
        ("attachment; filename*=UTF-8''%E8%AE%BA%E6%96%87.docx; filename=\"x.docx\"", "论文.docx"),
        ("attachment; filename=\"x.docx\"; filename*=utf-8'zh'%E8%AE%BA%E6%96%87.docx", "论文.docx"),
        ("attachment; filename*=gb18030''%C2%DB%CE%C4.docx", "论文.docx"),
        ('attachment; FileName="论文.docx"', "论文.docx"),
        ('attachment; filename="%E8%AE%BA%E6%96%87.docx"', "论文.docx"),
        ('attachment; filename="=?UTF-8?B?6K665paHLmRvY3g=?="', "论文.docx"),
        ('attachment; filename="=?gb2312?Q?=C2=DB=CE=C4.docx?="', "论文.docx"),
        ("attachment; filename=论文.docx", "论文.docx"),
        (b"attachment; filename=\xc2\xdb\xce\xc4.docx".decode(errors="surrogateescape"), "论文.docx"),
        ('attachment; filename="a;b \\"c\\".docx"', "a;b _c_.docx"),
        ('attachment; filename="100%.docx"', "100%.docx"),
        ('attachment; title="filename=evil.exe"; filename="a.pdf"', "a.pdf"),
        ('filename="a.pdf"', "a.pdf"),
        ('attachment; filename="a.pdf', "_a.pdf"),
        ("attachment; filename*=nonsense; filename=a.pdf", "a.pdf"),
        ('attachment; filename="../../etc/passwd"', "passwd"),
        ("attachment; filename*=UTF-8''..%2F..%2Fetc%2Fpasswd", "passwd"),
        ('attachment; filename="C:\\\\Users\\\\a.pdf"', "a.pdf"),
        ("attachment", NAMELESS),
        ("", NAMELESS),
        ('attachment; filename=""', NAMELESS),
        ('attachment; filename="/"', NAMELESS),
    ],
)
def test_the_name_in_the_header(disposition: str, name: str) -> None:
    assert name_of(disposition) == name


@cases(
    ("name", "made"),
    [
        ("论文\r\nSet-Cookie: a.docx", "论文 Set-Cookie_ a.docx"),
        ("论文\0.docx", "论文.docx"),
        ("论文\u202excod.exe", "论文xcod.exe"),
        ("\ufeff论\u200b文.docx", "论文.docx"),
        ("con.docx", "_con.docx"),
        ("COM1", "_COM1"),
        ("lpt¹.txt", "_lpt¹.txt"),
        ("nul .txt", "_nul.txt"),
        ("console.docx", "console.docx"),
        (".bashrc", "bashrc"),
        ("..", NAMELESS),
        ("论文.docx. . ", "论文.docx"),
        ("a.docx:evil.exe", "a.docx_evil.exe"),
        ("第一　稿.docx", "第一 稿.docx"),
        ("cafe\u0301.docx", "café.docx"),
        ("论" * 300 + ".docx", "论" * 60 + ".docx"),
    ],
)
def test_a_name_is_made_safe(name: str, made: str) -> None:
    assert safe(name) == made


@given(st.text(st.characters()) | st.text("/\\. \u202e\0CONnul:论%'\";=?"))
def test_any_name_becomes_one_that_every_disk_takes(name: str) -> None:
    made = safe(name)
    assert made
    assert made.isprintable()
    assert not set('/\\<>:"|?*') & set(made)
    assert made == made.strip(" ") == made.strip(".")
    assert len(made.encode()) < 255
    assert safe(made) == made


@given(st.binary(max_size=300))
def test_any_header_gives_a_name(header: bytes) -> None:
    said = header.decode(errors="surrogateescape")
    for disposition in (said, f"attachment; filename={said}", f'a; filename="=?{said}', f"a; filename*=utf-8''{said}"):
        assert safe(name_of(disposition)) == name_of(disposition)


@cases(
    ("name", "data"),
    [
        ("论文.docx", office()),
        ("成绩.xlsx", office(top="xl/")),
        ("课件.pptx", office("ppt/embeddings/oleObject1.bin", top="ppt/")),
        ("公式.docx", office(holding={"word/embeddings/oleObject1.bin": streams("Equation Native")})),
        ("附表.docx", office(holding={"word/embeddings/a.xlsx": office(top="xl/")})),
        ("加密.docx", streams("EncryptedPackage", "EncryptionInfo")),
        ("旧.doc", streams("WordDocument")),
        ("旧.doc", b"{\\rtf1 text}"),
        ("新存的.wps", office()),
        ("论文.pdf", PDF),
        ("论文.pdf", b"\r\n" + PDF),
        ("照片.jpg", JPEG),
        ("照片.jpg", PNG),
        ("照片.HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"),
        ("名单.csv", "姓名,节次\n王芳,3".encode("gb18030")),
        ("名单.txt", "王芳".encode("utf-16")),
        ("MZ大学.txt", "MZ大学的来信".encode()),
        ("PK赛.txt", b"PK\xe8\xb5\x9b"),
        ("录音.amr", b"#!AMR\n" + bytes(30)),
        ("录音.mp3", b"ID3\4" + bytes(30)),
        ("课堂.mp4", b"\0\0\0\x18ftypmp42" + bytes(30)),
        ("函数.ggb", packed("geogebra.xml", "geogebra_javascript.js")),
        ("几何.gsp", b"GSP4" + bytes(30)),
        ("材料.zip", packed("论文.docx", "照片/a.jpg", "__MACOSX/._论文.docx")),
        ("材料.zip", packed(holding={"论文.docx": office(), "旧.doc": streams("WordDocument")})),
        ("没有后缀", PDF),
    ],
)
def test_what_teachers_send_is_welcome(name: str, data: bytes) -> None:
    assert not dangerous(name, data)


@cases(
    ("name", "data"),
    [
        ("setup.exe", EXE),
        ("论文.docx", EXE),
        ("论文.pdf", EXE),
        ("没有后缀", EXE),
        ("照片.jpg", EXE),
        ("论文.docx.exe", b"text"),
        ("论文.EXE", b"text"),
        ("论文.exe.", b"text"),
        ("论文\u202excod.exe", b"text"),
        ("a.bat", b"@echo off"),
        ("a.ps1", b"text"),
        ("a.js", b"text"),
        ("a.py", b"print()"),
        ("a.txt", b"#!/bin/sh\nrm -rf /"),
        ("a.txt", b"\xef\xbb\xbf\r\n#!/usr/bin/env python"),
        ("a.lnk", LINK),
        ("论文.doc", LINK),
        ("a.url", b"[InternetShortcut]\r\nURL=http://a"),
        ("a.txt", b"[InternetShortcut]\r\nURL=http://a"),
        ("a.apk", packed("AndroidManifest.xml")),
        ("a.zip", packed("AndroidManifest.xml")),
        ("a.zip", packed("META-INF/MANIFEST.MF")),
        ("a", b"\x7fELF\2\1\1" + bytes(60)),
        ("a", struct.pack("<I", 0xFEEDFACF) + bytes(60)),
        ("a", struct.pack(">I", 0xCAFEBABE) + bytes(60)),
        ("装.doc", OLE + bytes.fromhex("84100c0000000000c000000000000046")),
        ("a.msi", OLE),
        ("a.iso", b"text"),
        ("a", bytes(0x8001) + b"CD001"),
        ("a.rar", b"Rar!\x1a\7\1\0"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c"),
        ("a.pdf", b"Rar!\x1a\7\1\0"),
        ("a.zip", b"not a zip"),
        ("a.zip", packed("setup.exe")),
        ("a.zip", packed("dir/setup.EXE ")),
        ("a.zip", packed("a.rar")),
        ("a.zip", packed(holding={"论文.docx": EXE})),
        ("a.zip", packed(holding={"b.zip": packed("c.vbs")})),
        ("a.zip", packed(holding={"论文.docx": office("word/vbaProject.bin")})),
        ("a.zip", packed(holding={"旧.doc": streams("WordDocument", "_VBA_PROJECT")})),
        ("a.zip", packed("a.txt")[:-30]),
        ("a.ggb", packed("geogebra_javascript.js", "evil.js")),
        ("a.zip", packed("geogebra_javascript.js")),
        ("论文.docm", office()),
        ("论文.docx", office("word/vbaProject.bin")),
        ("成绩.xlsx", office("xl/macrosheets/sheet1.xml", top="xl/")),
        ("论文.docx", office(holding={"word/embeddings/a.xlsx": office("xl/vbaProject.bin", top="xl/")})),
        ("论文.docx", office(holding={"word/embeddings/oleObject1.bin": PACKAGE})),
        ("论文.docx", packed("a.txt")),
        ("论文.docx", office(top="xl/")),
        ("论文.docx", b"<html>"),
        ("论文.docx", OLE),
        ("旧.doc", streams("WordDocument", "Macros", "_VBA_PROJECT")),
        ("旧.xls", streams("Workbook", "_VBA_PROJECT_CUR")),
        ("旧.ppt", OLE + bytes.fromhex("1f00ff0314000000020000040c00000007000000010000000200000000")),
        ("旧.doc", PACKAGE),
        ("旧.doc", b"<html>"),
        ("旧.doc", b"{\\rtf1{\\object{\\*\\objdata 0105}}}"),
        ("论文.pdf", b"<html>"),
        ("照片.png", b"<svg onload=alert(1)>"),
        ("名单.txt", b"\0\1\2\3"),
    ],
)
def test_what_could_do_harm_is_not(name: str, data: bytes) -> None:
    assert dangerous(name, data)


def test_slides_that_say_they_have_no_macros_are_welcome() -> None:
    assert not dangerous("旧.ppt", OLE + bytes.fromhex("1f00ff0314000000020000040c00000007000000000000000200000000"))


def test_an_archive_is_not_unpacked_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = packed(holding={f"{number}.doc": OLE + bytes(1_000_000) for number in range(4)})
    assert not dangerous("材料.zip", bomb)
    monkeypatch.setattr("bot.channels.sniff._MOST_UNPACKED", 3_000_000)
    assert dangerous("材料.zip", bomb)
    assert dangerous("材料.zip", packed(*(f"{number}.txt" for number in range(5001))))
    nested = packed("a.txt")
    for _ in range(3):
        nested = packed(holding={"a.zip": nested})
    assert dangerous("材料.zip", nested)


@cases(
    ("data", "ending"),
    [
        (PDF, ".pdf"),
        (PNG, ".png"),
        (JPEG, ".jpg"),
        (office(), ".docx"),
        (office(top="xl/"), ".xlsx"),
        (office(top="ppt/"), ".pptx"),
        (streams("WordDocument"), ".doc"),
        (streams("Workbook"), ".xls"),
        (packed("a.txt"), ".zip"),
        (b"text", ""),
        (b"", ""),
    ],
)
def test_the_suffix_by_content(data: bytes, ending: str) -> None:
    assert suffix_of(data) == ending


@given(st.binary() | st.binary().map(lambda data: b"PK\3\4" + data) | st.binary().map(lambda data: OLE + data))
def test_any_content_is_judged(data: bytes) -> None:
    assert dangerous("a", data) in (True, False)
    assert suffix(f"a{suffix_of(data)}") == suffix_of(data)
