"""Numbers of things, and numbers of records."""

import re

from bot.language.numerals import number
from bot.language.sheet import Sheet

_COUNT = re.compile(
    r"(?<![第\d.一二三四五六七八九十周])(\d{1,4}|[一二两三四五六七八九十]{1,3}) ?个?(节|堂|篇"
    r"|份|人|位|名|次|项)(?!次(?![,。;!\s]|$)|一课)"
)
_ABOUT = re.compile("[一二两三四五六七八九]{2,3}")
"""三四节 is no number."""
_HEADS = re.compile(
    r"(?<=[来到])了?(\d{1,3}|[一二两三四五六七八九十]{1,3}) ?个(?=$|[\s,。;!])|(?:一共|总共|共计?|一行)(\d{1,3}"
    r"|[一二两三四五六七八九十]{1,3}) ?个(?=$|[\s,。;!])"
)
_HASH = re.compile(r"# ?(\d{1,9})(?!\d|[.月/-]\d)(?:号|条)?(?:记录)?")
_ORDINAL = re.compile(
    r"第 ?(\d{1,9}) ?条(?:记录)?|编号(?:为|是|[::])? ?(\d{1,9})(?:的?记录)?"
    r"|(\d{1,9}) ?号(?:的)?(?:那条|这条|记录|文件|附件)|记录 ?(\d{1,9})(?!\d)"
)
_AFTER_VERB = re.compile(
    r"(?:撤回|撤销|删除|删掉|删了|取消|作废|恢复|还原|把|和|与|、|(?<=[\d号条]),"
    r"|改(?! ?\d{1,2} ?号(?:[,。!\s]|$)))(?:掉"
    r"|了)? ?(\d{1,9}) ?[号条]?(?![\d月日节篇:.年班(]|号?(?:下班|放学|之?前|[上中下]午|[早晚]上?|\d|吧|[再]?[交收]))"
)
_CORRECTING = re.compile("撤|删|取消|作废|恢复|还原|改|历史|错|换成|应该?[是为]")
_HEADED = re.compile(r"^ *(\d{1,9}) ?号(?=.{0,8}(?:改|历史|修改|撤|删|恢复|错|换成|应))")


def find(sheet: Sheet) -> None:
    """Mark counts with (how many, of what)."""
    sheet.mark(_COUNT, "count", lambda m: None if _ABOUT.fullmatch(m[1]) else (number(m[1]), m[2]))
    if "个" in sheet.mask:
        sheet.mark(_HEADS, "count", lambda m: (number(m[1] or m[2]), "人"))


def find_numbers(sheet: Sheet) -> None:
    """Mark numbers of records: #12, 第12条, 编号12, 撤回12."""
    sheet.mark(_HASH, "number", _first)
    if re.search("条|号|撤|删|恢复|还原|改|取消|作废|记录", sheet.mask):
        sheet.mark(_ORDINAL, "number", _first)
        if _CORRECTING.search(sheet.mask):
            sheet.mark(_AFTER_VERB, "number", _first, group=1)
            sheet.mark(_HEADED, "number", _first)


def _first(match: re.Match[str]) -> int:
    return int(next(filter(None, match.groups())))
