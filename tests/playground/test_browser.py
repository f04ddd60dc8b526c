"""The page in a real Chromium, with a small bot behind it."""

from base64 import b64decode
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.playground.conftest import DESKTOP, PHONE, Stage, Visit, served
from tests.playground.person import Person

pytestmark = pytest.mark.asyncio(loop_scope="session")

PNG = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")
LESSON = "今天第二节听了李娜的语文课，板书真好看"


async def test_what_is_said_is_answered_and_explained(person: Person) -> None:
    await person.says(LESSON)
    await person.hears("已记 #128 听课")
    await person.sees("记听课")
    await person.sees("“听了”说的是听课")
    await expect(person.page.locator("mark")).to_have_text(["今天日期", "第二节节次", "李娜人", "语文学科"])
    await expect(person.page.locator(".record")).to_contain_text("#128")


async def test_undoing_shows_the_record_as_cancelled(person: Person) -> None:
    await person.says(LESSON)
    await person.says("@小研 撤回")
    await person.hears("已撤回 #128")
    await person.page.get_by_text(LESSON).last.click()
    await expect(person.page.locator(".record.cancelled")).to_contain_text("已撤回")


async def test_chatter_is_left_alone(person: Person, stage: Stage) -> None:
    await person.says("打印机又坏了")
    await person.sees("没有因为这句话记下什么")
    await expect(person.page.locator(".bubble")).to_have_count(1)
    assert not stage.bot.heard[0].addressed


async def test_at_offers_names_and_takes_one(person: Person, stage: Stage) -> None:
    text = person.page.locator("#text")
    await text.press_sequentially("@李")
    await expect(person.page.get_by_role("option")).to_have_text(["李娜李娜"])
    await text.fill("")
    await text.press_sequentially("@")
    await expect(person.page.get_by_role("option")).to_have_count(6)
    await text.press("ArrowDown")
    await text.press("ArrowUp")
    await text.press("Enter")
    await expect(text).to_have_value("@小研 ")
    await text.press_sequentially("导出")
    await text.press("Enter")
    await person.hears("本学期听课记录")
    assert [message.text for message in stage.bot.heard] == ["@小研 导出"]


async def test_a_quoted_bubble_goes_along(person: Person, stage: Stage) -> None:
    await person.says(LESSON)
    await person.hears("已记 #128")
    await person.chooses(person.page.locator(".bubble.bot"), "引用")
    await person.says("@小研 撤回")
    await person.hears("已撤回")
    await expect(person.page.locator(".quoted")).to_contain_text("小研：✅ 已记 #128")
    quoted = stage.bot.heard[-1].quoted
    assert quoted is not None
    assert quoted.own


async def test_a_pressed_button_is_answered(person: Person, stage: Stage) -> None:
    await person.says("@小研 开签到")
    await person.page.get_by_role("button", name="签到", exact=True).click()
    await person.hears("王芳签到成功")
    await expect(person.page.locator(".pressed")).to_have_text("您按了「签到」")
    assert stage.bot.heard[-1].pressed == {
        "intent": "attendance.sign_in",
        "activity": "教研活动",
        "activity_id": 92,
    }
    await person.sees("活动教研活动")
    await expect(person.page.locator("#insight")).not_to_contain_text("92")


async def test_a_resent_message_keeps_its_number(person: Person, stage: Stage) -> None:
    await person.says(LESSON)
    await person.hears("已记 #128")
    await person.chooses(person.page.locator(".bubble.mine"), "再发一次")
    await expect(person.page.locator(".bubble.mine .foot")).to_have_text("送达了2次，编号相同")
    await expect(person.page.locator(".bubble.bot")).to_have_count(2)
    assert stage.bot.heard[0] == stage.bot.heard[1]


async def test_what_failed_is_marked_and_can_be_sent_again(person: Person, stage: Stage) -> None:
    await person.says("@小研 坏")
    await expect(person.page.locator(".failed")).to_contain_text("没有送到")
    await person.page.get_by_role("button", name="再发一次").click()
    await person.hears("修好了")
    await expect(person.page.locator(".failed")).to_have_count(0)


async def test_moving_the_clock_brings_what_falls_due(person: Person) -> None:
    await expect(person.page.locator("#time")).to_have_text("11月18日 周三 16:20")
    await person.page.get_by_role("button", name="一小时后").click()
    await person.hears("师陶杯论文还有3天截止")
    await expect(person.page.locator("#time")).to_have_text("11月18日 周三 17:20")
    await expect(person.page.locator(".separator")).to_have_text("11月18日 周三 16:50")
    await expect(person.page.locator("#toast")).to_contain_text("小研私聊了李娜")
    await person.page.get_by_role("button", name="去看").click()
    await person.hears("您的课题月报明天截止")
    await person.goes_to("教师群")
    await person.page.get_by_role("button", name="到周五16:30").click()
    await person.hears("本周听课 32 节")


async def test_an_answer_in_private_waits_there(person: Person) -> None:
    await person.says("@小研 谁还没签到")
    await person.hears("名单私聊发您了")
    await expect(person.page.locator(".conversation .badge")).to_have_text("1")
    await person.goes_to("还有3人")
    await person.hears("还有3人没签到")
    await expect(person.page.locator(".conversation .badge")).to_have_count(0)


async def test_a_file_goes_up_and_another_comes_down(person: Person, stage: Stage, tmp_path: Path) -> None:
    paper = tmp_path / "让学生先说 <b>.docx"
    paper.write_bytes(b"a paper")
    await person.page.set_input_files("#picker", paper)
    await expect(person.page.locator(".chip")).to_contain_text("让学生先说")
    await expect(person.page.locator(".chip.busy")).to_have_count(0)
    await person.says("交反思")
    await person.hears("收到让学生先说 <b>.docx")
    assert stage.bot.heard[0].attachments[0].kept.read_bytes() == b"a paper"
    await person.says("@小研 导出")
    async with person.page.expect_download() as coming:
        await person.page.locator(".bubble.bot .file").click()
    download = await coming.value
    assert download.suggested_filename == "听课记录 2026.xlsx"
    await download.save_as(paper)
    assert paper.read_bytes() == b"PK workbook"


async def test_two_windows_see_the_same_group_but_not_each_others_talk(person: Person, url: str, visit: Visit) -> None:
    other = await visit(url)
    await other.is_("李娜")
    await person.says("@小研 谁还没签到")
    await other.hears("名单私聊发您了")
    await expect(other.page.locator(".bubble.theirs .who")).to_have_text("王芳")
    await other.page.locator(".conversation").last.click()
    await expect(other.page.locator(".welcome")).to_be_visible()


async def test_a_stranger_can_speak(person: Person, stage: Stage) -> None:
    await person.is_("陌生人")
    await person.says("@小研 您好")
    await person.hears("您可以这样说")
    assert stage.bot.heard[0].sender == "陌生人"


async def test_who_one_is_is_found_by_department(person: Person) -> None:
    await person.page.locator("#me").click()
    await person.page.get_by_label("找人").fill("英语组")
    await expect(person.page.locator(".person-name")).to_have_text(["欧阳雪"])
    await person.page.keyboard.press("Escape")
    await expect(person.page.locator("#people")).to_be_hidden()


async def test_hostile_text_stays_text(person: Person) -> None:
    hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>听了李娜"
    await person.says(hostile)
    await person.hears("已记")
    await expect(person.page.locator(".said").first).to_have_text(hostile)
    await person.sees("<img src=x")
    await expect(person.page.locator("#log img, #log script, #insight img")).to_have_count(0)


async def test_the_page_comes_back_by_itself(person: Person, stage: Stage, url: str) -> None:
    await person.says(LESSON)
    await person.hears("已记 #128")
    await person.page.reload()
    await person.hears("已记 #128")


async def test_keys_alone_are_enough(person: Person, stage: Stage) -> None:
    keys = person.page.keyboard
    await expect(person.page.locator("#text")).to_be_focused()
    await keys.type(LESSON)
    await keys.press("Enter")
    await person.hears("已记 #128")
    for _ in range(3):
        await keys.press("Shift+Tab")
    await expect(person.page.locator(".bubble.bot")).to_be_focused()
    await keys.press("ArrowUp")
    await expect(person.page.locator(".bubble.mine")).to_be_focused()
    await keys.press("ArrowDown")
    await keys.press("Enter")
    await expect(person.page.get_by_role("menuitem", name="引用")).to_be_focused()
    await keys.press("Escape")
    await expect(person.page.locator(".bubble.bot")).to_be_focused()
    await keys.press("Enter")
    await keys.press("Enter")
    await expect(person.page.locator("#quote")).to_be_visible()
    await expect(person.page.locator("#text")).to_be_focused()
    await keys.press("Escape")
    await expect(person.page.locator("#quote")).to_be_hidden()


async def test_who_one_is_is_chosen_with_keys(person: Person) -> None:
    await person.page.locator("#me").focus()
    for key in ("Enter", "ArrowDown", "ArrowDown", "ArrowUp", "Enter"):
        await person.page.keyboard.press(key)
    await expect(person.page.locator(".me-name")).to_have_text("沈国华")
    await expect(person.page.locator("#text")).to_be_focused()


async def test_the_clock_is_moved_with_keys(person: Person) -> None:
    await person.page.locator("#me").focus()
    for key in ("Tab", "Tab", "Enter"):
        await person.page.keyboard.press(key)
    await person.hears("师陶杯论文")
    await expect(person.page.get_by_role("button", name="一小时后")).to_be_focused()


async def test_a_lost_connection_comes_back(stage: Stage, visit: Visit) -> None:
    app = stage.playground.web()
    async with served(app) as url:
        person = await visit(url)
        await app.shutdown()
        await expect(person.page.locator("#lost")).to_be_visible()
        await person.says(LESSON)
        await person.hears("已记 #128")
        await expect(person.page.locator("#lost")).to_be_hidden()
        person.complaints.clear()  # a browser says of its own that a server was away


async def test_a_picture_is_shown(person: Person) -> None:
    picture = {"name": "板书.png", "mimeType": "image/png", "buffer": PNG}
    await person.page.set_input_files("#picker", picture)  # type: ignore[arg-type]
    await expect(person.page.locator(".chip:not(.busy)")).to_be_visible()
    await person.page.locator("#send").click()
    await person.hears("收到板书.png")
    await expect(person.page.get_by_alt_text("板书.png")).to_have_js_property("naturalWidth", 1)


async def test_what_is_too_long_to_send_is_given_back(person: Person) -> None:
    await person.says("长" * 100_000)
    await expect(person.page.locator("#toast")).to_have_text("内容太大了。")
    await expect(person.page.locator("#text")).to_have_value("长" * 100_000)
    person.complaints.clear()


async def test_many_words_at_once_keep_their_order(person: Person, stage: Stage) -> None:
    for count in range(8):
        await person.says(f"第{count}句")
    await expect(person.page.locator(".bubble")).to_have_count(8)
    await person.sees("第7句")
    assert [message.text for message in stage.bot.heard] == [f"第{count}句" for count in range(8)]


async def test_by_night_the_page_is_dark(url: str, visit: Visit) -> None:
    person = await visit(url, DESKTOP, color_scheme="dark")
    assert await person.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 22, 20)"


async def test_a_phone_shows_one_thing_at_a_time(url: str, visit: Visit) -> None:
    person = await visit(url, PHONE, has_touch=True, is_mobile=True)
    await person.says(LESSON)
    await person.hears("已记 #128")
    assert await person.page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
    await expect(person.page.locator("#conversations")).to_be_hidden()
    await person.page.get_by_role("button", name="怎么理解的").tap()
    await expect(person.page.locator("#insight-close")).to_be_focused()
    await person.sees("记听课")
    await person.page.keyboard.press("Escape")
    await expect(person.page.locator("#insight")).to_be_hidden()
    await person.page.locator("#now").tap()
    await person.page.get_by_role("button", name="一小时后").tap()
    await person.hears("师陶杯论文")
    await person.page.locator("#back").tap()
    await person.page.locator(".conversation").last.tap()
    await expect(person.page.locator("#title")).to_have_text("小研")
