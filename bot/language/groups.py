"""A group named by what its people have in common: 35岁以下老师, 教研组长, 语文组50岁以上教师."""

import re

from bot.language.ages import ages
from bot.language.frame import Slots

_TEACHERS = "(?:老师|教师)"
_KIND = "青年|新|年轻|骨干|指导|中层|党员|男|女|老年?|中年|班主任|新入职|实习"
GROUP = re.compile(
    rf"\d{{2}}周?岁(?:及?以[上下]|以[内外])(?:的?{_TEACHERS})?|\d{{2}}周?岁的?{_TEACHERS}|(?:{_KIND})(?:的)?{_TEACHERS}"
    "|(?:教研|备课|学科)组长(?!例?会|[，,、]|老师)"
)
AGED = re.compile(r"\d{2}周?岁")
_ROLE = re.compile("教研组长|备课组长|学科组长|骨干教师|指导教师|骨干|指导")
_GENDER = re.compile(f"([男女])(?:的)?{_TEACHERS}")


def described(text: str) -> Slots:
    """What makes somebody one of the group: `age` {from, below, under, over}, `role` as said, `gender`; nothing where
    the roster does not know it (新教师)."""
    role, gender, age = _ROLE.search(text), _GENDER.search(text), ages(text)
    said = {"age": age, "role": role and role[0], "gender": gender and gender[1]}
    return {name: value for name, value in said.items() if value}
