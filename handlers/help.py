"""Three sentences for one's own role, the nearest to what was said; never a list of commands."""

import re
from collections.abc import Sequence

from bot.message import Reply
from handlers.kinds import KINDS
from handlers.turn import Turn
from storage.roster import Member, Roster

EXAMPLES = {
    "office": (
        "谁听课还没够数",
        "导出全校本学期听课",
        "12号改成第3节",
        "全校这个月听课多少节",
        "开签到，全体教师会",
        "论文获奖的有哪些",
        "教学反思下周五前交，{department}全体",
        "催一下教学反思",
        "谁还没交教学反思",
        "有哪些截止",
        "每学期听课不少于15节，教研组长不少于20节",
        "指标有哪些",
        "赋分：论文省级一等奖10分，公开课校级2分",
        "{colleague}产假，9月1日到12月31日",
        "{department}还差什么",
        "行事历：12月10日青年教师赛课；12月20日前交学期总结",
        "这周教科室有什么事",
        "这周你没听懂的",
    ),
    "leader": (
        "{department}这个月听课",
        "这学期谁听课最多",
        "全校论文有多少篇",
        "{colleague}这学期听了几节课",
        "今天推门听了{colleague}的{subject}课，三2班第二节",
    ),
    "head": (
        "开签到，{department}教研活动",
        "谁还没签到",
        "{department}这个月听课",
        "结束签到",
        "教学反思下周五前交，{department}全体",
        "催一下教学反思",
        "{department}集体备课，主题：单元整体设计，9人参加",
    ),
    "teacher": (
        "今天第二节听了{colleague}的{subject}课，三2班",
        "我这学期听了几节课",
        "撤回",
        "改成第3节",
        "论文《让学生先说》参加行知杯",
        "我的论文《让学生先说》获市一等奖",
        "《错题门诊》区级立项",
        "今天第三节我在三2班上了公开课《观潮》",
        "签到",
        "明天的教研活动请假，孩子发烧",
        "导出我这学期的听课记录",
        "我的论文",
        "有什么要交的",
        "我还差什么",
        "我多少分，怎么算的",
        "期末总结交了",
        "周五前别催我",
        "把我那篇论文发我",
    ),
}
"""What each role says, the most frequent first. A person with several roles has the first that fits, and everyone has
what teachers say."""

COURTESIES = (
    "谢谢", "多谢", "感谢", "辛苦", "好的", "好滴", "收到", "知道了", "明白", "晚安", "早上好", "下午好", "晚上好",
    "再见", "你真棒", "真棒", "厉害", "哈哈", "呵呵", "嗯", "哦", "ok", "OK", "新年快乐", "节日快乐", "不客气",
)  # fmt: skip
"""Said to be kind, and not to be answered."""

GREETINGS = frozenset({"你好", "您好", "在吗", "在不在", "你好呀", "你好啊", "嗨", "哈喽", "hi", "hello", "小研"})
"""Said alone they open a conversation, and are answered with what one may say."""

SHOWN = 3
_CLAUSES = re.compile(r"[，。！？、；,.!?;~～\s]+")


def help_(turn: Turn) -> Sequence[Reply]:
    """What one may say."""
    return [Reply(examples(turn.roster, turn.person))]


def examples(people: Roster, person: Member, like: str = "") -> str:
    """Three sentences that this person may well say next, those first that are like what was said."""
    said = _pairs(like)
    nearest = sorted(sayings(people, person), key=lambda example: -len(said & _pairs(example)))[:SHOWN]
    return "直接跟我说就行，例如：\n" + "\n".join(f"· {example}" for example in nearest)


def sayings(people: Roster, person: Member) -> list[str]:
    """What this person may say, with a department and a colleague of theirs in it."""
    role = next((role for role in EXAMPLES if role in person.roles), "teacher")
    roles = (role, "teacher") if role != "teacher" else ("teacher",)
    known = [text for one in roles for text in (*EXAMPLES[one], *_of_kinds(one))]
    departments = (*person.departments, *people.words.get("departments", ()), "教研组")
    others = [member for member in people.members(departments[0]) if member.subjects and member.id != person.id]
    colleague, subject = (others[-1].name, others[-1].subjects[0]) if others else ("王芳", "语文")
    return [text.format(department=departments[0], colleague=colleague, subject=subject) for text in known]


def _of_kinds(role: str) -> list[str]:
    return [text for kind in KINDS for text in kind.examples.get(role, ())]


def courtesy(text: str) -> bool:
    """Is that all that was said: thanks, a greeting, a sign of having read?"""
    said = [clause for clause in _CLAUSES.split(text.strip()) if clause and not clause.startswith("@")]
    return len(text) <= 30 and any(word in clause for clause in said for word in COURTESIES)


def greeting(text: str) -> bool:
    """Was one of them said, and nothing else?"""
    return "".join(clause for clause in _CLAUSES.split(text) if not clause.startswith("@")).lower() in GREETINGS


def not_understood(people: Roster, person: Member, text: str) -> str:
    """It was said to the bot and nothing came of it: one learns that, and how to say it."""
    return "这句没看懂，没有记录。" + examples(people, person, text)


def _pairs(text: str) -> set[str]:
    """Two characters that stand side by side, by which sentences are compared."""
    return {text[at : at + 2] for at in range(len(text) - 1)}
