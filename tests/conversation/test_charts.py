"""Pictures that are asked for: what the bars stand for, who sees names."""

from pathlib import Path

import pytest
from PIL import Image

from bot.message import Reply
from tests.conversation.conftest import Town


@pytest.fixture
async def told(group: Town) -> Town:
    """Two lessons heard in 语文组, one in 数学组, a prize and a meeting."""
    await group.whispers("李娜", "昨天第二节听了王芳的语文课，三2班《草船借箭》")
    await group.whispers("王芳", "今天第一节听了李娜的语文课，三1班")
    await group.whispers("周洁", "今天第六节听了孙丽的数学课，三1班")
    await group.whispers("李娜", "我的论文《让学生先说》参加师陶杯获省二等奖")
    await group.whispers("张敏", "今天数学组开展教研活动，主题《数形结合》，8人")
    return group


async def drawn(town: Town, who: str, text: str) -> Reply:
    return (await town.replies(town.message(who, text, "private", addressed=True)))[-1]


@pytest.mark.parametrize(
    ("who", "text", "title"),
    [
        ("张伟", "画一张语文组听课进度图", "语文组本学期听课（按人）"),
        ("许静", "本学期教研活动按周的柱状图", "全校本学期教研活动（按周）"),
        ("许静", "论文获奖级别统计图", "全校本学期获奖论文（按级别）"),
        ("李娜", "各组听课对比图发我", "全校本学期听课（按组）"),
        ("李娜", "我这学期听课按月的图表", "李娜本学期听课（按月）"),
    ],
)
async def test_what_is_drawn(told: Town, who: str, text: str, title: str) -> None:
    reply = await drawn(told, who, text)
    assert (reply.text, reply.files[0].name) == (title, f"{title}.png")
    with Image.open(reply.files[0].kept) as picture:
        assert picture.format == "PNG"
        assert picture.width == 750


@pytest.mark.parametrize(
    ("who", "text", "answer"),
    [
        ("李娜", "画一张语文组听课进度图", "每个人的图只给组长、教科室和领导看"),
        ("李娜", "画一张王芳听课按周的柱状图", "王芳的数量只给本人、组长和教科室看"),
        ("李娜", "王芳论文获奖级别统计图", "王芳的数量只给本人、组长和教科室看"),
        ("许静", "课题立项级别统计图", "全校本学期立项课题还没有记录，画不出图"),
        ("许静", "全部记录的统计图", "一张图只画一种记录，例如：语文组听课进度图，本学期教研活动按周的柱状图"),
    ],
)
async def test_what_is_not(told: Town, who: str, text: str, answer: str) -> None:
    assert await told.whispers(who, text) == answer


async def test_names_go_to_the_asker_alone_and_sums_to_the_group(told: Town) -> None:
    assert await told.asks("张伟", "@小研 画一张语文组听课进度图") == "图已私聊发您\n（私聊）语文组本学期听课（按人）"
    assert await told.asks("李娜", "@小研 各组听课对比图发我") == "全校本学期听课（按组）"


async def test_a_picture_is_there_to_look_at(told: Town, tmp_path: Path) -> None:
    """Bars, and not a blank page."""
    reply = await drawn(told, "张伟", "画一张语文组听课进度图")
    with Image.open(reply.files[0].kept) as picture:
        assert len(picture.convert("RGB").getcolors(100_000) or ()) > 20
