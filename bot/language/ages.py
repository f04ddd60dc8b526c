"""Ages in whole years: 35周岁以下, 满50周岁, 36-45岁."""

import re

from bot.language.frame import Slots

_AGE = r"([1-6]\d)\s*(?:周岁|岁|周)"
_WITHIN = re.compile(rf"([1-6]\d)\s*(?:周?岁)?\s*(?:[-~]|至|到)\s*{_AGE}")
_NOT_YET = re.compile(rf"(?:不满|未满|不到|小于|低于){_AGE}")
_UNDER = re.compile(
    rf"(?P<plus>(?:不?含)?){_AGE}\s*(?P<mark>\(?(?:不?包?含(?:本数|[^)]{{0,5}})?|及)?\)?)\s*(?:及|之)?以?[下内](?P<tail>\(?不?含?)"
)
_OVER = re.compile(
    rf"(?P<plus>(?:不?含)?){_AGE}\s*(?P<mark>\(?(?:不?包?含(?:本数|[^)]{{0,5}})?|及)?\)?)\s*(?:及|之)?(?:以上|开外|起)(?P<tail>\(?不?含?)"
)
_FULL = re.compile(rf"(?:年?满|已满|达到?){_AGE}(?!以|及|之)")
_BEYOND = re.compile(rf"(?:超过|大于|高于){_AGE}")


def ages(text: str) -> Slots:
    """`from` and `below` where it is plain whether that age itself is meant, else `under` and `over`."""
    if match := _WITHIN.search(text):
        return {"from": int(match[1]), "below": int(match[2]) + 1}
    if match := _NOT_YET.search(text):
        return {"below": int(match[1])}
    if match := _BEYOND.search(text):
        return {"from": int(match[1]) + 1}
    if match := _UNDER.search(text):
        sure = _sure(match)
        return {"under": int(match[2])} if sure is None else {"below": int(match[2]) + sure}
    if match := _OVER.search(text):
        sure = _sure(match)
        return {"over": int(match[2])} if sure is None else {"from": int(match[2]) + (not sure)}
    match = _FULL.search(text)
    return {"from": int(match[1])} if match else {}


def _sure(match: re.Match[str]) -> bool | None:
    """Whether it is said that the age itself belongs to it: 35周岁（含）以下, 35周岁及以下."""
    words = match["plus"] + match["mark"] + match["tail"]
    if "含" in words:
        return "不" not in words
    return True if "及" in match[0] else None
