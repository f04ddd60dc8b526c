"""学科: what schools teach, and what else each is called."""

USUAL: dict[str, list[str]] = {
    "语文": [],
    "数学": [],
    "英语": [],
    "科学": [],
    "道德与法治": ["道法", "思品", "品德"],
    "体育": [],
    "音乐": [],
    "美术": [],
    "信息科技": ["信息", "信息技术"],
    "劳动": [],
    "综合实践": ["综合"],
    "心理": ["心理健康"],
    "书法": [],
}
"""Every school has these, whether or not the roster names who teaches them."""

RARER: dict[str, list[str]] = {
    "物理": [],
    "化学": [],
    "生物": ["生物学"],
    "历史": [],
    "地理": [],
    "政治": ["思想政治", "思政"],
    "通用技术": ["通技"],
    "日语": [],
    "俄语": [],
    "体育与健康": [],
    "艺术": [],
    "科创": ["创客", "机器人"],
}
"""Only a school whose roster names them has these: 历史 and 地理 are everyday words elsewhere."""


def called(word: str) -> str:
    """The subject that is meant by a word: 道法 → 道德与法治. An unknown word is a subject of its own."""
    for subjects in (USUAL, RARER):
        for subject, aliases in subjects.items():
            if word in aliases:
                return subject
    return word


def of_school(taught: list[str]) -> dict[str, list[str]]:
    """The usual subjects and those that are taught besides, each with what else it is called."""
    return USUAL | {subject: RARER.get(subject, []) for subject in taught if subject not in USUAL}
