"""The picture of a digest: as wide as a phone likes it, every sign of it there, and no burden before it is drawn."""

import struct
import subprocess
import sys
from pathlib import Path

import pytest

from handlers.digests.chart import Bars, draw

DEPARTMENTS = ("语文组", "道法综合组", "信息科技与综合实践教研组")


@pytest.mark.parametrize("before", [None, (9, 0, 1)])
def test_it_is_750_pixels_wide_and_small(tmp_path: Path, before: tuple[int, ...] | None) -> None:
    bars = Bars(
        "第12周 各组听课（节）",
        "青禾实验小学 截至11月20日 16:32",
        ("第12周", "前一周"),
        DEPARTMENTS,
        (12, 0, 3),
        before,
    )
    draw(bars, tmp_path / "digests" / "week.png")  # a missing sign is a warning, and fails
    content = (tmp_path / "digests" / "week.png").read_bytes()
    assert struct.unpack(">I", content[16:20]) == (750,)
    assert len(content) < 60_000
    assert [path.name for path in (tmp_path / "digests").iterdir()] == ["week.png"]


def test_starting_does_not_load_what_draws() -> None:
    code = "import sys, bot.app; assert not any(name.startswith(('matplotlib', 'numpy')) for name in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
