"""A digest as a picture, in Word and as PDF, for who asks for it."""

import logging
from pathlib import Path

import docx
import pytest

from bot.message import Attachment, Reply
from handlers.digests import document, pdf
from handlers.digests.chart import Bars
from handlers.digests.report import Part, Report
from tests.conversation.conftest import Town

BARS = Bars("第12周 各组听课（节）", "青禾实验小学", ("第12周", "前一周"), ("语文组", "数学组"), (2, 1), (0, 3))
LONG = Report(
    "青禾实验小学第12周周报",
    "2026年11月16日至22日",
    "截至11月18日 16:20",
    (
        Part("各组对比", BARS, (("", "听课"), ("语文组", "2"), ("数学组", "1"))),
        Part("亮点", lines=("王芳《读写结合》ABC 𠮷 =1+1 <b>&\ufffe",)),
        Part("听课明细", table=(("编号", "日期", "姓名", "内容"), *(("#1", "11月18日 周三", "欧阳雪", "第2节"),) * 90)),
    ),
)


@pytest.fixture
async def week(group: Town) -> Town:
    await group.says("李娜", "今天第二节听了王芳的语文课，三2班《草船借箭》")
    await group.says("王磊", "昨天第1节听了张敏的数学课")
    return group


async def replies(town: Town, who: str, text: str, place: str = "private") -> tuple[Reply, ...]:
    return await town.replies(town.message(who, text, "group" if place == "group" else "private", addressed=True))


async def the_file(town: Town, who: str, text: str) -> Attachment:
    (reply,) = await replies(town, who, text)
    (file,) = reply.files
    return file


def texts_of(path: Path) -> list[str]:
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [*(paragraph.text for paragraph in document.paragraphs), *cells]


@pytest.mark.parametrize("text", ["发一下本周周报", "这周小结"])
async def test_office_and_leaders_get_the_picture_with_the_answer(week: Town, text: str) -> None:
    file = await the_file(week, "许静", text)
    assert file.name == "第12周周报.png"
    assert file.kept.read_bytes().startswith(b"\x89PNG")


async def test_others_the_group_and_a_department_get_none(week: Town) -> None:
    asked = [("孙丽", "这周小结", "private"), ("许静", "语文组这周小结", "private"), ("许静", "这周小结", "group")]
    assert [reply.files for who, text, place in asked for reply in await replies(week, who, text, place)] == [()] * 3


async def test_nothing_told_is_no_picture_and_no_file(group: Town) -> None:
    for text in ("这周小结", "把周报发我Word"):
        (reply,) = await replies(group, "许静", text)
        assert (reply.text, reply.files) == ("📊 青禾实验小学第12周周报：本周还没有记录", ())


async def test_in_word_stands_what_the_page_shows(week: Town) -> None:
    file = await the_file(week, "许静", "把周报发我Word")
    assert file.name == "青禾实验小学第12周周报.docx"
    texts = texts_of(file.kept)
    assert texts[0] == "青禾实验小学第12周周报"
    assert {"听课", "2节", "语文组", "#1", "李娜", "第2节 王芳 语文 三(2)班《草船借箭》"} <= set(texts)
    assert len(docx.Document(str(file.kept)).inline_shapes) == 1


async def test_a_head_gets_the_own_department_and_a_teacher_no_names(week: Town) -> None:
    mine = texts_of((await the_file(week, "张敏", "数学组这周小结发我word")).kept)
    assert "王磊" in mine
    assert "李娜" not in mine
    totals = texts_of((await the_file(week, "孙丽", "把周报发我Word")).kept)
    assert "2节" in totals
    assert not {"王磊", "李娜"} & set(totals)


async def test_as_pdf_with_the_fonts_in_it(week: Town) -> None:
    file = await the_file(week, "沈国华", "这期周报导出PDF")
    content = file.kept.read_bytes()
    assert file.name == "青禾实验小学第12周周报.pdf"
    assert content.startswith(b"%PDF")
    assert b"DroidSansFallback" in content
    assert content.count(b"/FontFile2") == 2


async def test_asked_in_the_group_it_comes_in_private(week: Town) -> None:
    said, file = await replies(week, "许静", "把周报发我Word", "group")
    assert (said.text, said.private, said.files) == ("周报文件已私聊发您", False, ())
    assert file.private
    assert file.files


def test_a_long_report_with_odd_signs_is_written(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    document.write(LONG, tmp_path / "long.docx")
    assert "王芳《读写结合》ABC 𠮷 =1+1 <b>&" in texts_of(tmp_path / "long.docx")
    with caplog.at_level(logging.WARNING):
        pdf.write(LONG, tmp_path / "long.pdf")
    assert (tmp_path / "long.pdf").read_bytes().count(b"/Type /Page\n") >= 3
    assert [record.getMessage() for record in caplog.records if "𠮷" not in record.getMessage()] == []
