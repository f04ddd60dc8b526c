"""What stands beside the matter: a plan that came to nothing, who helped, what the sender forgot."""

import re

from bot.language.sheet import Sheet, shape

_DONE = "(?:听|旁听|观摩|看|上|开|参加|交|投)(?:了(?!吗)|的(?=<any>)|成了?)"
_REPLACED = shape(
    "(?:我们?)?(?:本来|原本|原计划|原打算|原定|原先)[^。;!?\\n]{2,50}?(?<=[,。;]|[\\s])"
    f"(?=[^,。;!?\\n]{{0,6}}(?:改|换|转|临时|后来|最后|只好|就|于是)[^,。;!?\\n]{{0,6}}?{_DONE})"
)
_HELPED = shape(
    "(?<=[,。;!\\n])\\s*<person>(?:老师)?(?:[也还都帮替给来]|帮忙|帮着|负责|全程|在旁边?|我们?|大家|<person>){0,5}"
    "(?:拍(?:了|的|照|摄)|照了?相|录(?:了?[像制影视]|的)|摄[影像]|做了?(?:记录|美篇|推送|海报|会务)|写了?(?:新闻|报道|美篇|通讯|推送)"
    "|搬|布置|倒了?[水茶]|接待|端茶|订了?|打印)[^,。;!?\\n\ue000-\ue0ff]{0,8}(?=$|[,。;!\\n])"
)
_FORGOT = (
    "(?:忘(?:了|记了?)|(?:记|想)不(?:清楚?|得|起来|太清)了?|不记得了?|没(?:记住?|看清|注意|留意)|说不准|搞不清楚?)"
)
_ASKED = "(?:具体)?是?(?:第几|几[节班年]|哪一?[个节班课]|什么(?:课题|内容|题目|课文))"
_FORGOTTEN = re.compile(
    f"{_ASKED}[^,。;!?\\n\ue000-\ue0ff]{{0,6}}?[,\\s]?(?:我|也|都|有点|实在|真|倒是?|这会儿|一时){{0,3}}{_FORGOT}[啦哈呢的~]{{0,2}}(?=$|[,。;!\\n])"
    f"|{_FORGOT}{_ASKED}[^,。;!?\\n\ue000-\ue0ff]{{0,4}}(?=$|[,。;!\\n])"
)
_TOLD = re.compile("[听上开看讲]")
_KEPT = ("date", "span")


def leave_out(sheet: Sheet) -> None:
    """Blank it, but for the days named there, so that neither its words nor its pieces are taken for the report's."""
    if not _TOLD.search(sheet.plain):
        return
    mask = sheet.mask
    found = [m.span() for pattern in (_REPLACED, _HELPED, _FORGOTTEN) for m in pattern.finditer(mask)]
    if not found:
        return
    sheet.hush(found)
    pieces = [p for p in sheet.pieces if p.kind not in _KEPT and any(a <= p.start < b for a, b in found)]
    sheet.forget([(piece, piece.start, piece.end) for piece in pieces])
