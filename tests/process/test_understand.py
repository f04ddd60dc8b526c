"""`python -m bot understand`: JSON lines in, frames out, in order and one at a time."""

import json
import subprocess
import sys
from typing import Any

from bot.__main__ import DEMO

UNDERSTAND = [sys.executable, "-m", "bot", "understand", "--school", str(DEMO)]


def message(text: str) -> str:
    said = {
        "text": text,
        "sender": "李娜",
        "sent_at": "2026-11-18T16:20:00+08:00",
        "place": "group",
        "addressed": False,
    }
    return json.dumps(said, ensure_ascii=False) + "\n"


def test_frames_come_out_in_order() -> None:
    script = message("今天第二节听了王芳的语文课，三2班《草船借箭》") + message("大家辛苦了")
    done = subprocess.run(UNDERSTAND, input=script, capture_output=True, text=True, check=True, timeout=60)
    lesson = {
        "date": "2026-11-18",
        "period": 2,
        "teacher": "王芳",
        "subject": "语文",
        "class": "三(2)班",
        "topic": "草船借箭",
    }
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        {"intent": "observation.log", "records": [lesson]},
        {"intent": "none"},
    ]


def test_a_frame_comes_before_the_next_message_is_there() -> None:
    with subprocess.Popen(UNDERSTAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(message("大家辛苦了"))
        process.stdin.flush()
        assert json.loads(process.stdout.readline()) == {"intent": "none"}
        process.stdin.close()


def test_it_explains_itself() -> None:
    command = [*UNDERSTAND, "--explain"]
    script = message("今天第二节听了王芳的语文课")
    done = subprocess.run(command, input=script, capture_output=True, text=True, check=True, timeout=60)
    explained: dict[str, Any] = json.loads(done.stdout)
    assert explained["frame"]["intent"] == "observation.log"
    assert ["person", "王芳"] in [piece[:2] for piece in explained["pieces"]]
    assert explained["why"]


def test_a_bad_line_is_named_and_the_next_is_read() -> None:
    script = "{\n[]\n" + message("今天第二节听了王芳的语文课")
    done = subprocess.run(UNDERSTAND, input=script, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert [json.loads(line)["intent"] for line in done.stdout.splitlines()] == ["none", "none", "observation.log"]
    assert [line.split("不")[0] for line in done.stderr.splitlines()] == ["第1行", "第2行"]
