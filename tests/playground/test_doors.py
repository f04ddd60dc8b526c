"""What the page's addresses do, and whom they refuse."""

import json
from http import HTTPStatus
from io import BytesIO
from typing import Any

import pytest
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer

from bot.message import Reply
from tests.playground.conftest import Client, Stage

LESSON = "今天第二节听了李娜的语文课"
JSON = {"Content-Type": "application/json"}
OCTETS = {"Content-Type": "application/octet-stream"}


async def post(client: Client, path: str, **body: Any) -> dict[str, Any]:
    answer = await client.post(path, json=body)
    assert answer.status == HTTPStatus.OK, await answer.text()
    return await answer.json()  # type: ignore[no-any-return]


async def act(client: Client, path: str, person: str, **body: Any) -> str:
    """Does it and waits until the bot has heard; gives the bubble's id."""
    id = (await post(client, path, **{"as": person, **body}))["bubble"]
    async with client.ws_connect("/live", params={"as": person}) as live:
        seen = await live.receive_json()
        while any(bubble["state"] == "sent" for bubble in [*seen["group"], *seen["private"]] if bubble["id"] == id):
            await live.receive_json()
            seen = await scene(client, person)
    return str(id)


async def say(client: Client, person: str, text: str, place: str = "group", **more: Any) -> str:
    return await act(client, "/say", person, place=place, text=text, **more)


async def scene(client: Client, person: str) -> dict[str, Any]:
    async with client.ws_connect("/live", params={"as": person}) as live:
        return await live.receive_json()  # type: ignore[no-any-return]


async def refused(answer: ClientResponse, status: int, why: str) -> None:
    assert (answer.status, await answer.json()) == (status, {"error": why})


async def test_the_school_is_introduced(client: Client) -> None:
    school = await (await client.get("/school")).json()
    assert (school["name"], school["bot_name"], school["stranger"]) == ("青禾实验小学", "小研", "陌生人")
    assert school["people"][4] == {"name": "王芳", "departments": ["语文组"], "roles": []}


async def test_a_message_reaches_the_bot_as_it_was_meant(client: Client, stage: Stage) -> None:
    await say(client, "王芳", LESSON)
    [heard] = stage.bot.heard
    assert (heard.channel, heard.conversation, heard.place, heard.sender) == ("playground", "group", "group", "王芳")
    assert (heard.text, heard.sent_at, heard.addressed) == (LESSON, stage.clock.now(), False)


@pytest.mark.parametrize("text", ["@小研 撤回一下", "撤回 @小研", "＠小研在吗"])
async def test_naming_the_bot_addresses_it(client: Client, stage: Stage, text: str) -> None:
    stage.school.kept["x"] = []
    await say(client, "王芳", text)
    assert stage.bot.heard[0].addressed


@pytest.mark.parametrize("text", ["小研你好", "@李娜 小研", "a@b.cn"])
async def test_other_words_do_not_address_it(client: Client, stage: Stage, text: str) -> None:
    await say(client, "王芳", text)
    assert not stage.bot.heard[0].addressed


async def test_in_private_the_bot_is_always_addressed(client: Client, stage: Stage) -> None:
    await say(client, "王芳", "您好", "private")
    assert stage.bot.heard[0].addressed
    assert stage.bot.heard[0].conversation == "王芳"
    assert (await scene(client, "王芳"))["private"][0]["text"] == "您好"
    assert (await scene(client, "李娜"))["private"] == []


async def test_a_private_answer_leaves_the_group(client: Client) -> None:
    await say(client, "王芳", "@小研 谁还没签到")
    seen = await scene(client, "王芳")
    assert [bubble["text"] for bubble in seen["group"]] == ["@小研 谁还没签到", "名单私聊发您了"]
    assert [bubble["text"] for bubble in seen["private"]] == ["还有3人没签到：李娜、王芳、欧阳雪"]
    assert seen["letters"] == {"王芳": 1}
    assert (await scene(client, "李娜"))["private"] == []


async def test_open_pages_hear_at_once(client: Client) -> None:
    async with client.ws_connect("/live", params={"as": "李娜"}) as live:
        assert (await live.receive_json())["group"] == []
        await say(client, "王芳", LESSON)
        said, answered, heard = [await live.receive_json() for _ in range(3)]
    assert (said["bubble"]["text"], said["bubble"]["state"]) == (LESSON, "sent")
    assert (answered["bubble"]["bot"], answered["bubble"]["answers"]) == (True, said["bubble"]["id"])
    assert heard["bubble"]["state"] == "heard"


async def test_a_page_hears_no_ones_private_words_but_its_own(client: Client, stage: Stage) -> None:
    async with client.ws_connect("/live", params={"as": "李娜"}) as live:
        await live.receive_json()
        await stage.playground.say("王芳", "private", Reply("只给王芳"))
        assert await live.receive_json() == {"type": "letters", "letters": {"王芳": 1}}


async def test_the_playground_has_one_group(stage: Stage) -> None:
    with pytest.raises(LookupError):
        await stage.playground.say("another", "group", Reply("喂"))


async def test_a_message_is_explained(client: Client) -> None:
    id = await say(client, "王芳", LESSON)
    seen = await (await client.get("/understood", params={"as": "王芳", "bubble": id})).json()
    assert seen["segments"][:3] == [
        {"text": "今天", "kind": "date", "value": "2026-11-18"},
        {"text": "第二节", "kind": "period", "value": 2},
        {"text": "听了"},
    ]
    assert seen["intent"] == "observation.log"
    assert seen["told"] == [{"date": "2026-11-18", "period": 2, "teacher": "李娜", "subject": "语文"}]
    assert [record["number"] for record in seen["kept"]] == [128]


async def test_a_pressed_button_is_explained_by_its_frame(client: Client) -> None:
    await say(client, "王芳", "@小研 开签到")
    card = (await scene(client, "李娜"))["group"][-1]
    assert card["buttons"] == ["签到", "请假"]
    id = await act(client, "/press", "李娜", bubble=card["id"], button=1)
    seen = await (await client.get("/understood", params={"as": "李娜", "bubble": id})).json()
    assert (seen["intent"], seen["why"]) == ("attendance.leave", ["按了卡片上的按钮"])


async def test_only_the_presser_sees_the_press(client: Client) -> None:
    await say(client, "王芳", "@小研 开签到")
    card = (await scene(client, "李娜"))["group"][-1]
    await act(client, "/press", "李娜", bubble=card["id"], button=0)
    assert [b["text"] for b in (await scene(client, "李娜"))["group"]][-2:] == ["签到", "李娜签到成功，已签 13/16"]
    assert "签到" not in [b["text"] for b in (await scene(client, "王芳"))["group"]]


@pytest.mark.parametrize("button", [2, -1, "0", True, None])
async def test_a_button_that_is_not_there_cannot_be_pressed(client: Client, button: Any) -> None:
    await say(client, "王芳", "@小研 开签到")
    card = (await scene(client, "王芳"))["group"][-1]
    answer = await client.post("/press", json={"as": "王芳", "bubble": card["id"], "button": button})
    await refused(answer, 400, "没有这个按钮。")


async def test_anothers_private_card_can_be_neither_pressed_nor_quoted_nor_explained(
    client: Client, stage: Stage
) -> None:
    id = await say(client, "王芳", "开签到", "private")
    card = (await scene(client, "王芳"))["private"][-1]["id"]
    gone = "这条消息已经不在了。"
    await refused(await client.post("/press", json={"as": "李娜", "bubble": card, "button": 0}), 404, gone)
    quoting = {"as": "李娜", "place": "group", "text": "看", "quote": card}
    await refused(await client.post("/say", json=quoting), 404, gone)
    await refused(await client.get("/understood", params={"as": "李娜", "bubble": id}), 404, gone)
    assert len(stage.bot.heard) == 1


async def test_a_bubble_is_delivered_again_with_its_id(client: Client, stage: Stage) -> None:
    id = await say(client, "王芳", LESSON)
    await act(client, "/again", "王芳", bubble=id)
    assert stage.bot.heard[0] == stage.bot.heard[1]
    assert len(stage.school.kept) == 1
    await refused(await client.post("/again", json={"as": "李娜", "bubble": id}), 400, "只能再发自己的话。")


async def test_a_quote_says_whose_words_it_holds(client: Client, stage: Stage) -> None:
    id = await say(client, "王芳", LESSON)
    answer = (await scene(client, "王芳"))["group"][-1]
    await say(client, "李娜", "@小研 看", quote=id)
    await say(client, "李娜", "@小研 看", quote=answer["id"])
    quotes = [message.quoted for message in stage.bot.heard[1:]]
    assert [(quoted.text, quoted.own) for quoted in quotes if quoted] == [(LESSON, False), (answer["text"], True)]


@pytest.mark.parametrize(
    ("step", "then"),
    [
        ("hour", "2026-11-18T09:20"),
        ("day", "2026-11-19T08:20"),
        ("friday", "2026-11-20T08:30"),
    ],
)
async def test_the_clock_moves(client: Client, step: str, then: str) -> None:
    assert (await post(client, "/clock", step=step))["now"].startswith(then)


async def test_what_falls_due_on_the_way_arrives(client: Client) -> None:
    await post(client, "/clock", step="hour")
    seen = await scene(client, "李娜")
    assert "师陶杯" in seen["group"][-1]["text"]
    assert seen["private"][-1]["at"].startswith("2026-11-18T09:00")


async def test_a_message_that_fails_is_marked(client: Client) -> None:
    id = await say(client, "王芳", "@小研 坏")
    assert (await scene(client, "王芳"))["group"][-1]["state"] == "failed"
    await act(client, "/again", "王芳", bubble=id)
    assert (await scene(client, "王芳"))["group"][0]["state"] == "heard"


async def test_nothing_that_was_said_is_dropped_at_the_end(stage: Stage) -> None:
    stage.bot.slow = True
    async with TestClient(TestServer(stage.playground.web())) as client:
        origin = {"Origin": str(client.make_url("/")).rstrip("/")}
        body = {"as": "王芳", "place": "group", "text": LESSON}
        await client.post("/say", json=body, headers=origin)
        assert stage.school.kept == {}
    assert len(stage.school.kept) == 1


async def test_broken_characters_are_mended(client: Client, stage: Stage) -> None:
    await say(client, "王芳", "半个\ud83d字\0")
    assert stage.bot.heard[0].text == "半个?字"


async def test_long_texts_reach_the_bot_and_endless_ones_do_not(client: Client, stage: Stage) -> None:
    await say(client, "王芳", "长" * 20_000)
    assert len(stage.bot.heard[0].text) == 20_000
    endless = {"as": "王芳", "place": "group", "text": "长" * 200_000}
    sent = BytesIO(json.dumps(endless).encode())
    await refused(await client.post("/say", data=sent, headers=JSON), 413, "内容太大了。")


@pytest.mark.parametrize(
    "body",
    [
        [],
        "x",
        {"as": "王芳"},
        {"as": "王芳", "place": "street", "text": "x"},
        {"as": "王芳", "place": "group", "text": 1},
        {"as": "王芳", "place": "group", "text": "x", "files": "y"},
        {"as": "王芳", "place": ["group"], "text": "x"},
    ],
)
async def test_what_is_not_as_expected_is_refused(client: Client, stage: Stage, body: Any) -> None:
    await refused(await client.post("/say", json=body), 400, "请求的格式不对。")
    assert stage.bot.heard == []


async def test_deep_json_is_refused(client: Client) -> None:
    answer = await client.post("/say", data=BytesIO(b"[" * 100_000), headers=JSON)
    await refused(answer, 400, "请求的格式不对。")


@pytest.mark.parametrize("name", ["无此人", "", None, 7, ["王芳"]])
async def test_nobody_can_be_invented(client: Client, name: Any) -> None:
    answer = await client.post("/say", json={"as": name, "place": "group", "text": "x"})
    await refused(answer, 404, "花名册上没有这个人。")
