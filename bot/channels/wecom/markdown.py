"""WeCom shows what the bot says as markdown; our answers are plain text and must come out as they were typed."""

import re

_EATEN = re.compile(
    r"""
      (?P<line>^[ ]{0,3}(?:\#{1,6}(?=\s)|>|[-+*](?=\s)|-{3,}|={3,}|`{3,}|~{3,}))  # heading, quote, list, rule, fence
    | (?P<pair>[*`]|~(?=~)|(?<!\w)_|_(?!\w))                                     # emphasis, code, strikethrough
    | (?P<tag><(?=[A-Za-z/@!]))                                                  # a tag, a mention
    | (?P<link>\](?=\())                                                         # a link, a picture
    """,
    re.VERBOSE | re.MULTILINE,
)


def as_typed(text: str) -> str:
    """The text with a backslash before each sign that markdown would eat; most answers have none."""
    return _EATEN.sub(lambda found: _escaped(found.group()), text)


def _escaped(sign: str) -> str:
    bare = sign.lstrip(" ")
    return sign[: len(sign) - len(bare)] + "\\" + bare
