"""Normalising: another writing of the same length, so that every offset is one into the original."""

import re

from bot.language.courtesy import hush

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SPACES = dict.fromkeys([0x09, 0x0D, 0xA0, *range(0x2000, 0x2010), 0x202F, 0x205F, 0x3000, 0xFE0F, 0xFEFF], " ")
_CIRCLED = {0x2460 + n: str(n + 1) for n in range(9)}
_SIGNS = {
    "〔": "(",
    "〕": ")",
    "﹙": "(",
    "﹚": ")",
    "—": "-",
    "–": "-",
    "−": "-",
    "﹣": "-",
    "｡": "。",
    "﹑": "、",
    "•": "·",
}
_TABLE = str.maketrans({**{chr(code): chr(to) for code, to in _FULL_WIDTH.items()}, **_SIGNS})
_TABLE.update(_SPACES)
_TABLE.update(_CIRCLED)

_NO_WORDS = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u20e3\ue000-\uf8ff]|\\[[\u4e00-\u9fff]{1,4}\\]"
)
_FILLER = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=了))(?:嗯+|呃+|额+|唔+|那个(?=[,\.…\s]|嗯|就是)|emm+)(?:[,…]|\.{2,})?"
)
_KEYCAP = re.compile(r"(?<=[^\n])\d\ufe0f?\u20e3")
"""A number in a box within a line begins an item, as a semicolon does."""
_QUOTE = re.compile(r"\A[「『“][^「」『』“”\n]{1,20}[::]\s?.{0,3000}?[」』”]\s*\n(?:[- ]{3,}\n)?", re.DOTALL)
_FIELD = (
    "课|记录|题|时间|日期|班|学科|教师|执教|内容|地点|[优亮]点|不足|建议|姓名|活动|签到|通知"
    "|汇报|登记|报告|总结|接龙|名单|报名|论文|案例"
)
_SAID = re.compile(
    rf"\A(?![^\n:]{{0,12}}(?:{_FIELD}))[^\n:,。]{{1,14}}: ?.{{1,3000}}?\n ?(?:(?:- ?){{3,}}|_{{3,}}|[─━]{{3,}}) *\n",
    re.DOTALL,
)
"""A name, what it said and a line of dashes stand before the answer to it."""
_RECORD = re.compile(r"\A\s*(?:\[聊天记录\]|【聊天记录】|[^\n:]{0,16}的聊天记录(?=[\s:])).{0,4000}\Z", re.DOTALL)


def plain(text: str, bot_name: str) -> str:
    """`text` in half width; emoji, fillers, the bot's name and a quotation become spaces, none at the end."""
    if "\u20e3" in text:
        text = _KEYCAP.sub(lambda match: ";".ljust(len(match[0])), text)
    line = _NO_WORDS.sub(_blank, _own(text.translate(_TABLE)))
    return hush(_FILLER.sub(_blank, _without_name(line, bot_name))).rstrip()


def _own(line: str) -> str:
    """The line without what it quotes or hands on."""
    if "聊天记录" in line[:24]:
        return _RECORD.sub(_blank, line)
    if line[:1] in ("「", "『", "“"):
        return _QUOTE.sub(_blank, line)
    return _SAID.sub(_blank, line) if "\n" in line else line


def _without_name(line: str, name: str) -> str:
    if name not in line:
        return line
    line = line.replace("@" + name, " " * (len(name) + 1))
    start = len(line) - len(line.lstrip())
    return line[:start] + " " * len(name) + line[start + len(name) :] if line.startswith(name, start) else line


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
