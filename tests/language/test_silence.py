"""Ordinary talk in a group passes in silence."""

from datetime import datetime

from tests.language.cases import READER, rows

AT = datetime.fromisoformat("2026-11-18T16:20:00+08:00")


def test_talk_that_looks_like_a_report_is_none() -> None:
    heard = [row["text"] for row in rows("chatter.jsonl")]
    spoken = [text for text in heard if READER.read(text, sender="李娜", sent_at=AT).frame.intent != "none"]
    assert spoken == []


def test_question_for_the_bot_needs_its_name() -> None:
    for text in ("我听了几节课", "撤回", "谁还没签到", "发一下本周周报", "怎么用", "催交师陶杯论文"):
        assert READER.read(text, sender="李娜", sent_at=AT).frame.intent == "none", text
        assert READER.read("@小研 " + text, sender="李娜", sent_at=AT, addressed=True).frame.intent != "none", text


def test_words_to_a_colleague_are_not_for_the_bot() -> None:
    text = "@王芳 今天第二节听了李强的数学课，四2班"
    assert READER.read(text, sender="李娜", sent_at=AT).frame.intent == "none"
