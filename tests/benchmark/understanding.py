"""Microseconds to understand a message, beside `jieba.lcut` of the same messages in the same run.

    python -m tests.benchmark.understanding [--rounds 5]

Also the slowest of hostile messages of 4,000 characters, and how long a reader takes to learn a school of 300 people.
"""

import argparse
import json
import statistics
import time
import warnings
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from bot.language import Reader, School
from handlers.kinds import REPORTS

T = TypeVar("T")

HERE = Path(__file__).parents[1] / "language"
AT = datetime.fromisoformat("2026-11-18T16:20:00+08:00")
HOSTILE = (
    "，" * 4000,
    "《" * 4000,
    "《》" * 2000,
    "（" * 2000 + "）" * 2000,
    "今天第二节听了王芳的语文课，" * 285,
    "王芳、" * 1333,
    "1" * 4000,
    "1.2." * 1000,
    "第一、二、三节" * 571,
    "优点：" * 1333,
    "不是" * 2000,
    "改成" * 2000,
    "周三" * 2000,
    "#接龙\n" + "\n".join(f"{number}. 王芳" for number in range(1, 500)),
    "听" * 4000,
    " " * 4000,
    "😀" * 4000,
    "@小研 " * 800,
    "听了王芳的语文课，三（2）班《草船借箭》，" * 190,
    "第3周周二第2节听王芳的语文课，" * 235,
    "第3周周二第2节、" * 400,
    "11月18日、" * 571,
    "国庆" * 2000,
    "今天" * 2000,
    "三（2）班、" * 666,
    "王芳 " * 1333,
    "优点：好，缺点：快。" * 400,
    "不是王芳是张静，" * 500,
    "3-2," * 1000,
    "12" * 2000,
    "交" * 4000,
    "课题立项" * 1000,
    "教研或动" * 1000,
    "公开课" * 1333,
    "公开课\n" * 1000,
    "听课" * 2000,
    "听课 " * 1333,
    "校长听课" * 1000,
    "本学期听课" * 800,
    "论文获奖" * 1000,
    "课题立项，" * 800,
    "反思交了，" * 800,
    "课题月报把我写" * 571,
    "今天听课公开课论文获奖课题立项教研活动签到请假，" * 166,
    "王芳三（2）班语文第二节《春》" * 266,
    "11月18日到" * 570,
    "二〇二六" * 1000,
    "一二三四五六七八九十" * 400,
    "如果听课" * 1000,
    "《春》投给《秋》" * 444,
    "签到王芳" * 1000,
    "王芳请假" + " ," * 1990 + "我感冒",
    "登记获奖：王芳" + "\n" * 3980 + "获奖",
    "论文题目叫" + "参加" * 1990,
    "听了王芳的课" + "的" * 3980 + "。",
    "今天、三（2）班、王芳《春》优点：1，不是(第2节)；" * 153,
)


def main() -> None:
    """Prints the figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=5)
    rounds = options.parse_args().rounds
    reader = Reader(School.parse(_school()), REPORTS)
    messages = [json.loads(line) for line in (HERE / "dev.jsonl").read_text("utf-8").splitlines()]

    def read(message: dict[str, Any]) -> None:
        reader.read(
            message["text"],
            sender=message["sender"],
            sent_at=datetime.fromisoformat(message["sent_at"]),
            place="private" if message["place"] == "private" else "group",
            addressed=bool(message["addressed"]),
        )

    ours = _times(read, messages, rounds)
    cut = _times(_cutter(), messages, rounds)
    print(f"understood in {_middle(ours):.0f} µs (p99 {_last(ours):.0f}), cut by jieba in {_middle(cut):.0f} µs")
    print(f"ratio of the medians {_middle(ours) / _middle(cut):.2f}")
    worst = _times(lambda text: reader.read(text, sender="李娜", sent_at=AT, addressed=True), HOSTILE, rounds)
    slowest, text = max(zip(worst, HOSTILE, strict=True))
    print(f"slowest of {len(HOSTILE)} hostile messages of 4,000 characters: {slowest / 1000:.1f} ms ({text[:12]}…)")
    print(f"a school of 300 people learned in {_learned(rounds) / 1000:.1f} ms")


def _times(work: Callable[[T], object], cases: Iterable[T], rounds: int) -> list[float]:
    """For each case the best of the rounds, in microseconds."""
    return [min(_timed(work, case) for _ in range(rounds)) for case in cases]


def _timed(work: Callable[[T], object], case: T) -> float:
    began = time.perf_counter_ns()
    work(case)
    return (time.perf_counter_ns() - began) / 1000


def _cutter() -> Callable[[dict[str, Any]], object]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel("ERROR")
    jieba.initialize()
    return lambda message: jieba.lcut(message["text"])


def _learned(rounds: int) -> float:
    school = _school()
    surnames, given = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许", "文武双全德才兼备学海无涯苦作舟"
    names = [f"{one}{two}{three}" for one in surnames for two in given for three in "华明"]
    school["people"] += [{"name": name, "subjects": ["数学"], "departments": ["数学组"]} for name in names[:260]]
    parsed = School.parse(school)
    return min(_timed(lambda words: Reader(words, REPORTS), parsed) for _ in range(rounds))


def _school() -> dict[str, Any]:
    school: dict[str, Any] = json.loads((HERE / "school.json").read_text("utf-8"))
    return school


def _middle(times: list[float]) -> float:
    return statistics.median(times)


def _last(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.99)]


if __name__ == "__main__":
    main()
