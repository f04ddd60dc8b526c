"""Texts within the bytes that a channel takes: 20480 for an answer in WeCom, 2048 for a webhook's text, and so on."""

_LONGEST_CHARACTER = 4


def cut(text: str, most_bytes: int) -> str:
    """The head of the text within `most_bytes` (4 or more) of UTF-8, no character broken.

    It ends with a line where that keeps at least half of what would fit.
    """
    assert most_bytes >= _LONGEST_CHARACTER
    head = text[:most_bytes].encode()[:most_bytes].decode(errors="ignore")
    if len(head) == len(text):
        return text
    line = head.rfind("\n") + 1
    return head[:line] if line * 2 >= len(head) else head


def parts(text: str, most_bytes: int) -> list[str]:
    """The text in pieces as `cut` makes them, which together are the text; none for an empty one."""
    pieces = []
    while text:
        pieces.append(cut(text, most_bytes))
        text = text[len(pieces[-1]) :]
    return pieces
