"""Who one is."""

from collections.abc import Sequence

from bot.message import Reply
from handlers.turn import Turn

STRANGER = "我还不认识您，请让教科室把您加进花名册并绑定，之后直接跟我说就行"


def bind(turn: Turn) -> Sequence[Reply]:
    """我是王芳, from somebody who is known."""
    said, me = turn.slot("name"), turn.person
    if said == me.name:
        group = "、".join(me.departments)
        return [Reply(f"知道，您是{group}{me.name}老师" if group else f"知道，您是{me.name}老师")]
    return [Reply(f"您在这里是{me.name}老师，要换绑请找教科室")]
