"""What stands in 《》 or quotes."""

from bot.language.sheet import Sheet

_PAIRS = {"《": "》", "〈": "〉", "“": "”", '"': '"', "「": "」", "『": "』", "‘": "’"}
_MOST = 80


def find(sheet: Sheet) -> None:
    """Mark titles with their words; nothing inside a title is anything else."""
    found, at, plain = [], 0, sheet.mask
    while at < len(plain):
        close = _PAIRS.get(plain[at])
        end = _end(plain, at, close) if close else -1
        if end > at + 1:
            found.append((at, end + 1, "title", sheet.text[at + 1 : end].strip(" 《》")))
            at = end
        at += 1
    if found:
        sheet.cover(found)


def _end(plain: str, start: int, close: str) -> int:
    """The closing sign, past titles that it holds; a title left open ends with its line or clause."""
    depth, opening = 0, plain[start]
    for at in range(start + 1, min(len(plain), start + _MOST)):
        if plain[at] == close and not depth:
            return at
        if plain[at] == "\n":
            return -1
        depth += (plain[at] == opening != close) - (plain[at] == close)
    return -1
