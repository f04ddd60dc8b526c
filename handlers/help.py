"""Three sentences for one's own role; never a list of commands."""

import re
from collections.abc import Sequence

from bot.message import Reply
from handlers.turn import Turn
from storage.roster import Member

EXAMPLES = {
    "teacher": ("今天第二节听了王芳的语文课，三2班《草船借箭》", "我这学期听了几节课", "撤回，或 改成第3节"),
    "head": ("开签到，语文组教研活动", "谁还没签到", "语文组这个月听课"),
    "office": ("谁听课还没够数", "导出全校本学期听课", "12号改成第3节"),
    "leader": ("语文组这个月听课", "这学期谁听课最多", "全校论文有多少篇"),
}
"""What each role says most. A person with several roles is shown the first that fits in the order of ROLES."""

ROLES = ("office", "leader", "head")

COURTESIES = (
    "谢谢", "多谢", "感谢", "辛苦", "好的", "好滴", "收到", "知道了", "明白", "晚安", "早上好", "下午好", "晚上好",
    "再见", "你真棒", "真棒", "厉害", "哈哈", "呵呵", "嗯", "哦", "ok", "OK", "新年快乐", "节日快乐", "不客气",
)  # fmt: skip
"""Said to be kind, and not to be answered."""

_CLAUSES = re.compile(r"[，。！？、；,.!?;~～\s]+")


def help_(turn: Turn) -> Sequence[Reply]:
    """What one may say."""
    return [Reply(examples(turn.person))]


def examples(person: Member) -> str:
    """Three sentences that this person may well say next."""
    role = next((role for role in ROLES if role in person.roles), "teacher")
    return "直接跟我说就行，例如：\n" + "\n".join(f"· {example}" for example in EXAMPLES[role])


def courtesy(text: str) -> bool:
    """Is that all that was said: thanks, a greeting, a sign of having read?"""
    said = [clause for clause in _CLAUSES.split(text.strip()) if clause and not clause.startswith("@")]
    return len(text) <= 30 and any(word in clause for clause in said for word in COURTESIES)


def not_understood(person: Member) -> str:
    """It was said to the bot and nothing came of it: one learns that, and how to say it."""
    return "这句没看懂，没有记录。" + examples(person)
