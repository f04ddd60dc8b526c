"""Forms in Word: who gets which, what stands in them, the school's own templates."""

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document

from bot.message import Reply
from handlers.forms.every import FORMS
from handlers.forms.word import shipped
from tests.conversation.conftest import Town
from tests.forms.drawing import Page
from tests.forms.templates import TEMPLATES


@pytest.fixture
async def told(group: Town) -> Town:
    """A meeting of 数学组 with its sign-in, lessons, papers, a project."""
    await group.whispers("张敏", "开签到，数学组教研活动")
    await group.whispers("周洁", "签到")
    await group.whispers("张敏", "结束签到")
    await group.whispers("张敏", "今天数学组开展教研活动，主题《数形结合》，主讲周洁，地点录播教室")
    await group.whispers(
        "李娜", "昨天第二节听了王芳的语文课，三2班《草船借箭》，优点：学生<愿意>说{{7*7}}；建议：先给提纲 & 分工"
    )
    await group.whispers("李娜", "我的论文《让学生先说》参加师陶杯获省二等奖")
    await group.whispers("张伟", "课题《习作门诊》立项，市级")
    return group


async def made(town: Town, who: str, text: str, place: str = "private") -> Reply:
    message = town.message(who, text, "group" if place == "group" else "private", addressed=True)
    return (await town.replies(message))[-1]


def _put(town: Town, name: str, page: Page) -> None:
    """The school has a template of its own."""
    (town.files / "templates").mkdir(parents=True)
    page.save(town.files / "templates" / f"{name}.docx")


def text_of(path: Path) -> str:
    """All that stands in the tables and lines of a document."""
    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(line.text for line in document.paragraphs), *cells])


async def test_lessons_heard_with_what_was_said_of_them(told: Town) -> None:
    reply = await made(told, "李娜", "打印我的听课记录表")
    assert reply.text == "李娜本学期听课记录表做好了"
    assert reply.files[0].name == "李娜本学期听课记录表.docx"
    text = text_of(reply.files[0].kept)
    assert "学生<愿意>说{{7*7}}" in text
    assert "先给提纲 & 分工" in text


async def test_sign_in_sheet_of_a_day(told: Town) -> None:
    reply = await made(told, "张敏", "打印数学组今天活动的签到表")
    text = text_of(reply.files[0].kept)
    assert "应到9，实到1" in text
    assert "周洁" in text
    assert "2026年11月18日" in text


async def test_record_of_a_meeting_takes_who_came_from_the_sign_in(told: Town) -> None:
    text = text_of((await made(told, "张敏", "打印数学组的活动记录表")).files[0].kept)
    assert "数形结合" in text
    assert "1人" in text


async def test_files_go_with_the_papers(told: Town, tmp_path: Path) -> None:
    paper = tmp_path / "让学生先说.pdf"
    paper.write_bytes(b"%PDF-1.4\n%%EOF")
    await told.whispers("李娜", "", file=paper)
    await told.whispers("李娜", "1")
    reply = await made(told, "李娜", "把我的职称材料整理一份")
    assert reply.text == "李娜职称材料做好了，连同1个文件"
    assert reply.files[0].name == "李娜职称材料.zip"
    with zipfile.ZipFile(reply.files[0].kept) as whole:
        assert whole.namelist() == ["李娜职称材料.docx", "01-让学生先说.pdf"]


async def test_a_project_of_the_same_name_brings_no_files_of_others(told: Town, tmp_path: Path) -> None:
    proof = tmp_path / "立项书.pdf"
    proof.write_bytes(b"%PDF-1.4\n%%EOF")
    await told.whispers("张伟", "", file=proof)
    await told.whispers("张伟", "1")
    assert (await made(told, "张伟", "课题《习作门诊》的档案发我")).text.endswith("做好了，连同1个文件")
    await told.whispers("李娜", "课题《习作门诊》立项，校级")
    assert (await made(told, "李娜", "课题《习作门诊》的档案发我")).text == "课题档案《习作门诊》做好了"


@pytest.mark.parametrize(
    ("who", "text", "answer"),
    [
        ("张伟", "导出语文组概况表", "语文组成员概况表做好了"),
        ("张伟", "李娜的工作鉴定", "李娜本学期工作鉴定做好了"),
        ("李娜", "我的工作实绩记录", "李娜本学期工作实绩记录做好了"),
        ("张伟", "导出课题档案袋", "课题档案《习作门诊》做好了"),
        ("张伟", "课题月报表", "课题《习作门诊》11月月报表做好了"),
        ("许静", "生成年度统计报告", "青禾实验小学2026年度统计报告做好了"),
        ("张伟", "语文组年度统计报告", "语文组2026年度统计报告做好了"),
        ("许静", "论文集目录和文件打包", "青禾实验小学本学期论文集目录做好了"),
        ("许静", "把本期反思打包给编辑", "全校本学期还没有反思记录"),
        ("张敏", "数学组资料包", "数学组本学期资料包做好了，连同3个文件"),
        ("许静", "出一份工作交接清单", "青禾实验小学教科室工作交接做好了"),
        ("许静", "全校论文导出Word", "全校本学期论文明细做好了"),
    ],
)
async def test_who_gets_which(told: Town, who: str, text: str, answer: str) -> None:
    assert await told.whispers(who, text) == answer


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("李娜", "导出语文组概况表"),
        ("张伟", "导出数学组概况表"),
        ("李娜", "王芳的工作鉴定"),
        ("李娜", "打印数学组今天活动的签到表"),
        ("王芳", "打印数学组的活动记录表"),
        ("李娜", "生成年度统计报告"),
        ("张伟", "出一份工作交接清单"),
        ("李娜", "课题《习作门诊》的档案发我"),
        ("张伟", "生成年度统计报告"),
    ],
)
async def test_who_does_not(told: Town, who: str, text: str) -> None:
    assert await told.whispers(who, text) == "这张表只给本人、组长、教科室和领导"


async def test_names_are_sent_in_private_and_blank_forms_where_they_are_asked_for(told: Town) -> None:
    assert await told.asks("李娜", "@小研 打印我的听课记录表") == "文件已私聊发您\n（私聊）李娜本学期听课记录表做好了"
    assert await told.asks("李娜", "@小研 出一份空白听课记录表") == "听课记录表（空白）做好了"


@pytest.mark.parametrize("name", [form.name for form in FORMS])
async def test_every_form_can_be_blank(group: Town, name: str) -> None:
    pressed = {"intent": "form.make", "form": name, "blank": True}
    message = group.message("李娜", "", "private", addressed=True)
    (reply,) = await group.replies(replace(message, pressed=pressed))
    text = text_of(reply.files[0].kept)
    assert "{" not in text
    assert "青禾实验小学" in text or name in ("职称材料", "专业发展档案", "课题档案")


async def test_a_template_of_the_school_is_used(told: Town) -> None:
    page = Page()
    page.title("我校自己的概况表：{{ 教研组 }}{{ 人数 }}人")
    _put(told, "成员概况表", page)
    reply = await made(told, "张伟", "导出语文组概况表")
    assert text_of(reply.files[0].kept).startswith("我校自己的概况表：语文组10人")


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("{{ 教眼组 }}", "“教眼组”不是这张表的字段"),
        ("{{ 教研组 ", "花括号没有写对"),
        ("{% for 人 in 成员 %}{{ 人.名字 }}{% endfor %}", "“名字”不是这张表的字段"),
        ("{{ ''.__class__.__mro__ }}", "花括号里的写法不能用"),
        ("{% for 人 in range(999999999) %}{% endfor %}", "花括号里的写法不能用"),
    ],
)
async def test_a_template_that_cannot_be_used_is_named(told: Town, written: str, wrong: str) -> None:
    page = Page()
    page.title(written)
    _put(told, "成员概况表", page)
    reply = await made(told, "张伟", "导出语文组概况表")
    assert "学校换的模板“成员概况表.docx”用不了" in reply.text
    assert wrong in reply.text
    assert "教研组长：张伟" in text_of(reply.files[0].kept)


async def test_a_template_that_is_no_document_is_named(told: Town) -> None:
    (told.files / "templates").mkdir(parents=True)
    (told.files / "templates" / "成员概况表.docx").write_bytes(b"no document")
    assert "不是 Word 文档" in await told.whispers("张伟", "导出语文组概况表")


async def test_what_was_made_is_kept_for_a_day(told: Town) -> None:
    file = (await made(told, "李娜", "打印我的听课记录表")).files[0]
    await told.forward(hours=20)
    assert file.kept.exists()
    await told.forward(hours=30)
    assert not file.kept.exists()


@pytest.mark.parametrize("name", TEMPLATES)
def test_templates_are_as_they_are_drawn(name: str, tmp_path: Path) -> None:
    TEMPLATES[name]().save(tmp_path / "drawn.docx")
    assert _document(tmp_path / "drawn.docx") == _document(shipped(name))


def test_each_form_has_its_template_and_its_line_on_the_page() -> None:
    page = (Path(__file__).parents[2] / "docs" / "forms.md").read_text("utf-8")
    assert [form.name for form in FORMS if form.template not in TEMPLATES or form.name not in page] == []


def _document(path: Path) -> bytes:
    with zipfile.ZipFile(path) as whole:
        return whole.read("word/document.xml")
