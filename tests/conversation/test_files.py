"""A paper is told in the group, its file comes in private: kept with its record, given back when asked for."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.message import Attachment, Quoted
from storage import files
from tests.conversation.conftest import Town

PDF = b"%PDF-1.7\n" + "让学生先说".encode() + b"\n%%EOF\n"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    return _file(tmp_path, "让学生先说.pdf")


def _file(directory: Path, name: str, data: bytes = PDF) -> Path:
    path = directory / name
    path.write_bytes(data)
    return path


def _kept(group: Town) -> list[bytes]:
    return sorted(path.read_bytes() for path in group.files.glob("kept/*/*/*"))


async def _given(group: Town, who: str, text: str) -> list[tuple[str, bytes]]:
    """What one gets back in private: names and contents."""
    replies = await group.replies(group.message(who, text, "private", addressed=True))
    return [(file.name, file.kept.read_bytes()) for reply in replies for file in reply.files]


async def test_told_in_the_group_sent_in_private(group: Town, paper: Path) -> None:
    answer = await group.says("李娜", "交论文《让学生先说》")
    assert answer == "已记录 #1 论文：11月18日 周三 论文《让学生先说》提交，本学期第1篇，请把文件私聊发给我"
    assert await group.whispers("李娜", "", file=paper) == "收到，已附到 #1《让学生先说》"
    assert group.unasked == [("群", "#1《让学生先说》的文件已收到")]
    assert await _given(group, "李娜", "把我那篇论文发我") == [("让学生先说.pdf", PDF)]


async def test_the_group_hears_of_it_once(group: Town, paper: Path, tmp_path: Path) -> None:
    await group.says("李娜", "交论文《让学生先说》")
    await group.whispers("李娜", "", file=paper)
    assert await group.again() == "收到，已附到 #1《让学生先说》"
    await group.whispers("李娜", "", file=_file(tmp_path, "封面.pdf", PDF + b"2"))
    await group.whispers("李娜", "1")
    assert group.unasked == [("群", "#1《让学生先说》的文件已收到")]
    assert len(await _given(group, "李娜", "把#1的文件发我")) == 2


async def test_told_in_private(group: Town, paper: Path) -> None:
    assert (await group.whispers("李娜", "交论文《让学生先说》")).endswith("，请把文件发给我")
    assert await group.whispers("李娜", "", file=paper) == "收到，已附到 #1《让学生先说》"
    assert group.unasked == []


async def test_several_wait_and_one_is_asked_which(group: Town, paper: Path) -> None:
    await group.says("李娜", "交论文《错题的价值》")
    await group.says("李娜", "交论文《让学生先说》")
    assert (await group.whispers("李娜", "", file=paper)).splitlines() == [
        "这是哪一篇？",
        "1 #2《让学生先说》提交",
        "2 #1《错题的价值》提交",
    ]
    assert await group.whispers("李娜", "2") == "收到，已附到 #1《错题的价值》"
    assert group.unasked == [("群", "#1《错题的价值》的文件已收到")]


async def test_after_an_hour_it_waits_no_more(group: Town, paper: Path) -> None:
    await group.says("李娜", "交论文《让学生先说》")
    await group.forward(minutes=61)
    answer = await group.whispers("李娜", "", file=paper)
    assert answer.splitlines() == ["这是哪一篇？", "1 #1《让学生先说》提交"]
    assert await group.whispers("李娜", "是那篇让学生先说") == "收到，已附到 #1《让学生先说》"
    assert group.unasked == []


async def test_what_was_taken_back_waits_no_more(group: Town, paper: Path) -> None:
    await group.says("李娜", "交论文《让学生先说》")
    await group.asks("李娜", "撤回")
    assert (await group.whispers("李娜", "", file=paper)).startswith("这是哪一篇？")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("#1", "收到，已附到 #1《让学生先说》"),
        ("1号", "收到，已附到 #1《让学生先说》"),
        ("《让学生先说》", "收到，已附到 #1《让学生先说》"),
        ("是让学生先说那篇", "收到，已附到 #1《让学生先说》"),
        ("这是论文《让学生先说》", "收到，已附到 #1《让学生先说》"),
        ("论文《让学生先说》获市一等奖", "，文件已附上"),
        ("交论文《错题的价值》", "，文件已附上"),
        ("算了", "好，文件没有留下"),
    ],
)
async def test_a_file_without_a_word_is_asked_about(group: Town, paper: Path, said: str, answer: str) -> None:
    await group.whispers("李娜", "我的论文《让学生先说》录用了")
    assert (await group.whispers("李娜", "", file=paper)).splitlines() == ["这是哪一篇？", "1 #1《让学生先说》录用"]
    assert (await group.whispers("李娜", said)).endswith(answer)


@pytest.mark.parametrize(("label", "answer"), [("#1", "收到，已附到 #1《让学生先说》"), ("算了", "好，文件没有留下")])
async def test_the_choices_are_buttons(group: Town, paper: Path, label: str, answer: str) -> None:
    await group.whispers("李娜", "我的论文《让学生先说》录用了")
    message = group.message("李娜", "", "private", addressed=True)
    (asked,) = await group.replies(replace(message, attachments=(Attachment(paper.name, paper),)))
    pressed = next(button.frame for button in asked.buttons if button.label == label)
    press = replace(group.message("李娜", label, "private", addressed=True), pressed=pressed)
    assert await group.hears(press) == answer


async def test_a_picture_with_two_reports(group: Town, paper: Path) -> None:
    message = group.message("李娜", "交论文《让学生先说》《错题的价值》", "private", addressed=True)
    answer = await group.hears(replace(message, attachments=(Attachment(paper.name, paper),)))
    assert answer.splitlines()[2:] == ["这是哪一篇？", "1 #1《让学生先说》提交", "2 #2《错题的价值》提交"]
    assert await group.whispers("李娜", "2") == "收到，已附到 #2《错题的价值》"


async def test_a_title_that_there_is_not(group: Town, paper: Path) -> None:
    await group.whispers("李娜", "", file=paper)
    assert await group.whispers("李娜", "《错题的价值》") == "没有找到这一篇，这是哪一篇？新的请说：交论文《题目》"
    assert await group.whispers("李娜", "#99") == "没有 #99 这条记录，这是哪一篇？新的请说：交论文《题目》"
    assert (await group.whispers("李娜", "交论文《错题的价值》")).endswith("，文件已附上")


async def test_those_without_a_file_come_first_and_the_one_that_is_called_like_it(group: Town, tmp_path: Path) -> None:
    for title in ("让学生先说", "错题的价值", "慢下来"):
        await group.whispers("李娜", f"我的论文《{title}》录用了")
    await group.whispers("李娜", "", file=_file(tmp_path, "终稿.pdf"))
    await group.whispers("李娜", "慢下来")
    asked = await group.whispers("李娜", "", file=_file(tmp_path, "错题的价值（定稿）.pdf", PDF + b"2"))
    assert [line[2:4] for line in asked.splitlines()[1:]] == ["#2", "#1", "#3"]


async def test_an_hour_later_it_is_forgotten(group: Town, paper: Path) -> None:
    await group.whispers("李娜", "我的论文《让学生先说》录用了")
    await group.whispers("李娜", "", file=paper)
    await group.forward(minutes=30)
    assert _kept(group) == [PDF]
    await group.forward(minutes=31)
    assert _kept(group) == []
    assert (await group.whispers("李娜", "把#1的文件发我")) == "#1《让学生先说》还没有文件，私聊发给我就行"


async def test_it_is_taken_within_the_hour_though_the_question_is_over(group: Town, paper: Path) -> None:
    await group.whispers("李娜", "我的论文《让学生先说》录用了")
    await group.whispers("李娜", "", file=paper)
    await group.forward(minutes=30)
    assert await group.whispers("李娜", "让学生先说") == "收到，已附到 #1《让学生先说》"


@pytest.mark.parametrize("remark", ["好的", "谢谢", "今天18号", "学生"])
async def test_a_remark_puts_no_file_anywhere(group: Town, paper: Path, remark: str) -> None:
    await group.whispers("李娜", "我的论文《好的学生今天怎样学》录用了")
    await group.whispers("李娜", "", file=paper)
    await group.forward(minutes=30)
    assert "已附到" not in await group.whispers("李娜", remark)


async def test_bytes_that_another_record_has_stay(group: Town, paper: Path) -> None:
    await group.whispers("李娜", "交论文《让学生先说》")
    await group.whispers("李娜", "", file=paper)
    await group.whispers("王芳", "", file=paper)
    await group.forward(hours=30)
    assert _kept(group) == [PDF]


async def test_text_beside_the_file_is_read(group: Town, paper: Path) -> None:
    answer = await group.whispers("李娜", "论文《让学生先说》获师陶杯省二等奖", file=paper)
    assert answer.endswith("获奖，本学期第1篇，文件已附上")
    assert await group.whispers("李娜", "我的论文", file=paper) == "这是哪一篇？\n1 #1《让学生先说》获奖"


async def test_a_question_about_the_record_comes_first(group: Town, paper: Path) -> None:
    assert await group.whispers("李娜", "我的论文获师陶杯省二等奖", file=paper) == (
        "题目是什么？\n文件收到了，请先回答上面的问题"
    )
    assert (await group.whispers("李娜", "《让学生先说》")).endswith("，文件已附上")


async def test_the_file_comes_while_the_title_is_asked_for(group: Town, paper: Path) -> None:
    await group.whispers("李娜", "我的论文获师陶杯省二等奖")
    assert await group.whispers("李娜", "", file=paper) == "文件收到了，请先回答上面的问题"
    assert (await group.whispers("李娜", "让学生先说")).endswith("，文件已附上")


async def test_a_quoted_answer_says_where_it_belongs(group: Town, paper: Path) -> None:
    answer = await group.whispers("李娜", "我的论文《让学生先说》录用了")
    message = group.message("李娜", "", "private", addressed=True, quoted=Quoted(answer, own=True))
    assert await group.hears(replace(message, attachments=(Attachment(paper.name, paper),))) == (
        "收到，已附到 #1《让学生先说》"
    )


async def test_a_picture_with_text_in_the_group(group: Town, paper: Path) -> None:
    message = group.message("李娜", "我的论文《让学生先说》获市一等奖", "group", addressed=True)
    assert (await group.hears(replace(message, attachments=(Attachment(paper.name, paper),)))).endswith("，文件已附上")
    message = group.message("李娜", "", "group", addressed=True)
    assert await group.hears(replace(message, attachments=(Attachment(paper.name, paper),))) == (
        "群里收不了文件，请私聊发给我"
    )


async def test_a_sign_in_with_a_picture(group: Town, paper: Path) -> None:
    await group.asks("张敏", "开签到，数学组集体备课")
    answer = await group.whispers("王磊", "签到", file=paper)
    assert answer.endswith("收到，已附到 #1《数学组集体备课》")


async def test_several_files_at_once(group: Town, paper: Path, tmp_path: Path) -> None:
    await group.says("李娜", "交论文《让学生先说》")
    other = _file(tmp_path, "封面.pdf", PDF + b"2")
    message = group.message("李娜", "", "private", addressed=True)
    sent = tuple(Attachment(file.name, file) for file in (paper, other))
    assert await group.hears(replace(message, attachments=sent)) == "收到2个，已附到 #1《让学生先说》"


@pytest.mark.parametrize(
    ("problem", "answer"),
    [
        ("too_large", "文件太大，没有收，请压缩图片或拆开再发"),
        ("dangerous", "这个文件里可能有程序，没有收，请存成 Word 或 PDF 再发"),
        ("lost", "文件没有收到，请再发一次"),
    ],
)
async def test_what_the_channel_could_not_take(group: Town, problem: str, answer: str) -> None:
    message = group.message("李娜", "", "private", addressed=True)
    sent = replace(Attachment("论文.docx", None, "lost"), problem=problem)  # type: ignore[arg-type]
    assert await group.hears(replace(message, attachments=(sent,))) == answer


async def test_programs_are_refused_whatever_brought_them(group: Town, tmp_path: Path) -> None:
    await group.says("李娜", "交论文《让学生先说》")
    program = _file(tmp_path, "论文.exe", b"MZ\x90\0" + b"\0" * 100)
    assert (await group.whispers("李娜", "", file=program)).startswith("这个文件里可能有程序，没有收")
    disguised = _file(tmp_path, "论文.pdf", b"MZ\x90\0" + b"\0" * 100)
    assert (await group.whispers("李娜", "", file=disguised)).startswith("这个文件里可能有程序，没有收")
    assert _kept(group) == []
    empty = _file(tmp_path, "空.pdf", b"")
    assert await group.whispers("李娜", "", file=empty) == "文件没有收到，请再发一次"


async def test_what_a_channel_received_is_moved(group: Town) -> None:
    incoming = group.files / "received"
    incoming.mkdir(parents=True)
    received = _file(incoming, "ab12", PDF)
    message = replace(
        group.message("李娜", "", "private", addressed=True), attachments=(Attachment("论文.pdf", received),)
    )
    await group.whispers("李娜", "交论文《让学生先说》")
    assert await group.hears(message) == "收到，已附到 #1《让学生先说》"
    assert list(incoming.iterdir()) == []
    assert await group.again() == "收到，已附到 #1《让学生先说》"


async def test_what_lies_elsewhere_is_left_there(group: Town, paper: Path) -> None:
    await group.whispers("李娜", "", file=paper)
    assert paper in list(paper.parent.iterdir())


async def test_nothing_is_lost_and_nothing_left_when_it_fails_in_between(
    group: Town, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bytes are kept, their row is not: it is not said to be in, and does not lie there for ever."""
    await group.says("李娜", "交论文《让学生先说》")
    with monkeypatch.context() as broken:
        broken.setattr(files, "attach", lambda *_: 1 / 0)
        assert (await group.whispers("李娜", "", file=paper)).startswith("刚才出了错，这条没有记录")
    assert _kept(group) == [PDF]
    await group.forward(days=1, hours=1)
    assert _kept(group) == []
    assert await group.whispers("李娜", "#1", file=paper) == "收到，已附到 #1《让学生先说》"
    await group.forward(days=40)
    assert _kept(group) == [PDF]


@pytest.mark.parametrize("caption", ["第2稿", "11月18号交的", "2026"])
async def test_numbers_that_are_no_records(group: Town, paper: Path, caption: str) -> None:
    await group.whispers("李娜", "我的论文《让学生先说》录用了")
    assert "已附到" not in await group.whispers("李娜", caption, file=paper)


async def test_files_of_strangers_are_not_kept(group: Town, paper: Path) -> None:
    assert "还不认识您" in await group.whispers("路人", "", file=paper)
    assert _kept(group) == []


async def test_undo_leaves_the_file_and_lists_show_that_there_is_one(group: Town, paper: Path) -> None:
    await group.whispers("李娜", "交论文《让学生先说》")
    await group.whispers("李娜", "", file=paper)
    await group.whispers("李娜", "撤回")
    await group.whispers("李娜", "恢复")
    assert (await group.whispers("李娜", "我的论文")).endswith("论文《让学生先说》提交（有文件）")
    assert await _given(group, "李娜", "《让学生先说》的文件发我") == [("让学生先说.pdf", PDF)]


async def test_whose_files_one_gets(group: Town, paper: Path) -> None:
    await group.whispers("王芳", "交论文《让学生先说》")
    await group.whispers("王芳", "", file=paper)
    for who in ("王芳", "张伟", "许静", "沈国华"):
        assert await _given(group, who, "把王芳的论文《让学生先说》发我") == [("让学生先说.pdf", PDF)]
        assert await _given(group, who, "把#1的文件发我") == [("让学生先说.pdf", PDF)]
    for text in ("把王芳的论文发我", "把#1的文件发我", "《让学生先说》的文件发我"):
        assert await group.whispers("王磊", text) == "这些文件只给本人、组长和教科室"
    assert await group.whispers("王磊", "把#9的文件发我") == "没有 #9 这条记录"
    assert (await group.whispers("王磊", "把我那篇论文发我")).startswith("没有找到这样的记录")


async def test_in_the_group_they_come_in_private(group: Town, paper: Path) -> None:
    await group.whispers("李娜", "交论文《让学生先说》")
    await group.whispers("李娜", "", file=paper)
    assert await group.asks("李娜", "把我那篇论文发我") == "文件已私聊发您\n（私聊）#1《让学生先说》的文件"


async def test_at_most_ten_the_newest_first(group: Town, tmp_path: Path) -> None:
    await group.whispers("李娜", "交论文《让学生先说》")
    for count in range(12):
        await group.whispers("李娜", "#1", file=_file(tmp_path, f"{count}.pdf", PDF + bytes([count])))
    given = await _given(group, "李娜", "把我那篇论文发我")
    assert [name for name, _ in given] == [f"{count}.pdf" for count in range(11, 1, -1)]


async def test_another_s_record_takes_no_file(group: Town, paper: Path) -> None:
    await group.whispers("王芳", "我的论文《让学生先说》录用了")
    assert (await group.whispers("王磊", "#1", file=paper)).startswith("#1 是别人的记录")
    assert await group.whispers("许静", "#1", file=paper) == "收到，已附到 #1《让学生先说》"
