"""Chinese and Arabic numerals up to 9999."""

DIGITS = {
    **{c: n for n, c in enumerate("零一二三四五六七八九")},
    "〇": 0,
    "两": 2,
    "俩": 2,
    "仨": 3,
    "壹": 1,
    "贰": 2,
    "叁": 3,
    "廿": 20,
}
_UNITS = {"十": 10, "百": 100, "千": 1000}


def number(text: str) -> int:
    """The value of "12", "十二", "二十", "一百零五", "二〇二六"; 0 where it is none."""
    text = text.strip()
    if text.isascii():
        return int(text) if text.isdigit() and len(text) < 10 else 0
    if not any(unit in text for unit in _UNITS):
        return int("".join(str(DIGITS.get(c, c)) for c in text if c in DIGITS or c in "0123456789") or 0)
    return _with_units(text)


def _with_units(text: str) -> int:
    total, digit = 0, 0
    for char in text:
        if char in _UNITS:
            total, digit = total + (digit or 1) * _UNITS[char], 0
        elif char in DIGITS:
            digit = DIGITS[char]
        elif char.isdigit():
            digit = digit * 10 + int(char)
    return total + digit


def chinese(value: int) -> str:
    """A grade's numeral: 3 → 三."""
    return "零一二三四五六七八九十"[value] if 0 <= value <= 10 else str(value)
