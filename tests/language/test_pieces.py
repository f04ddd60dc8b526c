"""What single recognisers make of many writings of one thing."""

from typing import Any

import pytest

from bot.language.lexicon import Lexicon
from bot.language.people import Who
from bot.language.recognise import recognise
from tests.language.cases import SCHOOL

WORDS = Lexicon.of(SCHOOL)

SAME = {
    ("class", "三(2)班"): [
        "三2班",
        "三（2）班",
        "三(2)",
        "3.2班",
        "302班",
        "三年级二班",
        "三年级2班",
        "3-2班",
        "三二班",
        "三 2 班",
        "3年级2班",
    ],
    ("class", "三年级"): ["三年级", "3年级"],
    ("class", "一(10)班"): ["一10班", "一（10）班", "一年级十班"],
    ("period", (2,)): ["第二节", "第2节", "第 2 节", "第二节课", "上午第二节", "第二堂课"],
    ("period", (6,)): ["下午第二节", "第六节", "下午第6节"],
    ("period", (1, 2)): ["第一、二节", "第1、2节", "第一二节", "第1-2节", "第一和第二节", "第一节、第二节"],
    ("department", "语文组"): ["语文组", "语文教研组"],
    ("department", "道法综合组"): ["综合组", "道法组", "道法综合组"],
    ("award", (None, "二等奖")): ["二等奖", "2等奖", "二等", "获二奖"],
    ("award", ("省", "二等奖")): ["获省二", "获省二等"],
    ("level", "市"): ["市级公开课", "市级课题", "获市一等奖"],
    ("venue", "新蕾"): ["校刊", "《新蕾》", "新蕾"],
    ("venue", "教育学会论文评选"): ["学会论文", "教育学会"],
    ("number", 128): ["#128", "撤回128号记录", "第128条", "编号128", "撤回128"],
    ("activity", "英语组教研活动"): ["昨天的英语组教研活动", "英语组教研活动请假", "结束英语组教研活动签到"],
    ("time", 17 * 60): ["下午5点", "17:00", "17点", "下午五点钟", "下班前"],
    ("time", 16 * 60 + 30): ["下午4点半", "16:30", "下午四点三十分"],
    ("place", "城北小学"): ["在城北小学", "去城北小学听课", "今天到城北小学"],
}
NOT = {
    "class": ["三2节", "12月3日", "周三2人", "第三2", "8.30分", "一3个"],
    "period": ["听了两节课", "5节课", "春节", "教师节"],
    "person": ["我今天特别高兴", "知足常乐", "没有规矩不成方圆", "各位老师", "非常成功", "祝大家夏天快乐"],
    "subject": ["科学教室", "数学文化节", "体育馆", "语文能力"],
    "place": ["在学校", "我们学校", "青禾实验小学"],
}
PEOPLE = {
    "王芳": ["王芳"],
    "王芳老师": ["王芳"],
    "沈校长": ["沈国华"],
    "老赵": ["赵军"],
    "小王丽": ["王丽（小）"],
    "王丽（大）": ["王丽（大）"],
    "孙组长": ["孙峰"],
    "许主任": ["许静"],
    "欧阳老师": ["欧阳雪"],
    "王芳和李强": ["王芳", "李强"],
    "王丽": [{"any_of": ["王丽（大）", "王丽（小）"]}],
    "诸葛老师": ["诸葛老师"],
}


def pieces(text: str, kind: str) -> list[Any]:
    found = recognise(text, WORDS).of(kind)
    return [tuple(piece.value) if isinstance(piece.value, list) else piece.value for piece in found]


@pytest.mark.parametrize(("kind", "value", "text"), [(*key, text) for key, texts in SAME.items() for text in texts])
def test_writing_means(kind: str, value: Any, text: str) -> None:
    found = pieces(text, kind)
    assert found == [value] or (kind == "period" and tuple(v for part in found for v in part) == value)


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in NOT.items() for text in texts])
def test_writing_is_none(kind: str, text: str) -> None:
    assert pieces(text, kind) == []


@pytest.mark.parametrize(("text", "names"), PEOPLE.items())
def test_people_are_named(text: str, names: list[Any]) -> None:
    found = [piece.value for piece in recognise(text, WORDS).of("person")]
    assert all(isinstance(who, Who) for who in found)
    assert [who.narrowed(WORDS.people, None, "") for who in found] == names


NAMES_THAT_ARE_WORDS = {"高兴", "成功", "夏天", "白雪", "黄河", "宋词", "常乐", "方圆"}
SAID_OF_PEOPLE = (
    "听徒弟方圆一节，三4",
    "刚听完方圆的课",
    "马明、成功迟到",
    "成功老师今天的课",
    "听高兴的语文课",
    "昨天听了白雪的美术课",
    "和宋词一起去听课",
    "高兴、欧阳、方圆都到了",
    "夏天今天第二节",
    "四1班 夏天 科学",
    "签到：林森、夏天、成功",
    "黄河上的数学",
    "帮夏天请假",
    "方圆执教《纸船》",
    "常乐的音乐课",
    "宋词三2班音乐",
    "授课：白雪",
    "主讲人夏天",
    "我和黄河",
    "高兴老师、成功老师",
    "请成功主讲",
    "成功参加了市里比赛",
    "夏天，五1，科学",
    "听了夏天一节课",
    "听课 常乐 二3",
)
SAID_OF_THINGS = (
    "夏天都过去了",
    "夏天也快到了",
    "今天真高兴",
    "高兴地说",
    "学生们高兴得跳起来",
    "祝公开课成功",
    "一次成功的公开课",
    "成功了！",
    "黄河的水很黄",
    "讲《黄河颂》",
    "宋词三百首读完了",
    "读宋词的孩子",
    "白雪公主排练",
    "下了一场白雪",
    "知足常乐",
    "不成方圆",
    "夏天到了，注意防暑",
    "夏天来了好热",
    "高兴就好",
    "失败是成功之母",
    "大家高兴坏了",
    "成功、快乐的童年",
    "开心、高兴、激动",
    "方圆几百里",
)


def wordy(text: str) -> set[str]:
    named = {piece.text[:2] for piece in recognise(text, WORDS).of("person")}
    return named & NAMES_THAT_ARE_WORDS


@pytest.mark.parametrize("text", SAID_OF_PEOPLE)
def test_name_that_is_a_word_is_known_by_its_neighbours(text: str) -> None:
    assert wordy(text) == {name for name in NAMES_THAT_ARE_WORDS if name in text}


@pytest.mark.parametrize("text", SAID_OF_THINGS)
def test_word_that_is_a_name_is_left_alone(text: str) -> None:
    assert wordy(text) == set()
