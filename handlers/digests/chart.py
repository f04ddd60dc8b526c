"""The picture of a digest: departments side by side, readable on a phone. The only place that draws."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

FONT = Path(__file__).parent / "fonts" / "DroidSansFallback.ttf"
FAMILY = ("DejaVu Sans", "Droid Sans Fallback")
"""Letters and digits of the first, Chinese of ours."""

WIDTH, DPI, FINE = 7.5, 100, 220
"""Inches, and dots of each on a screen and on paper."""

ROW, TOP, LEGEND, BOTTOM = 0.74, 1.0, 0.5, 0.55
"""Inches: of a department, of the title, of what the colours mean, below all of them."""

LONGEST = 10
"""Characters of a department's name."""

NOW, BEFORE, TEXT, PALE = "#2B6CB0", "#CBD5E0", "#1A202C", "#718096"
BAR, ALONE = 0.34, 0.5
"""Of the height of a row."""

_one_at_a_time = Lock()
"""Matplotlib keeps fonts and caches for the whole process."""


@dataclass(frozen=True)
class Bars:
    """One bar for each department, two where `before` is known; `names` are what the two are called."""

    title: str
    note: str
    names: tuple[str, str]
    departments: tuple[str, ...]
    now: tuple[int, ...]
    before: tuple[int, ...] | None


def draw(bars: Bars, path: Path, *, dpi: int = DPI) -> None:
    """Writes it as PNG, 750 pixels wide. Takes a moment, and seconds the first time: never on the writing thread."""
    with _one_at_a_time:
        _draw(bars, path, dpi)


def latin() -> Path:
    """The font that has the letters and digits which ours lacks."""
    from matplotlib import get_data_path

    return Path(get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"


def _draw(bars: Bars, path: Path, dpi: int) -> None:
    from matplotlib.figure import Figure  # takes a second, which starting the bot must not
    from matplotlib.font_manager import fontManager

    if FAMILY[1] not in {font.name for font in fontManager.ttflist}:
        fontManager.addfont(str(FONT))
    names = [name[:LONGEST] for name in bars.departments]
    top = TOP + (LEGEND if bars.before else 0)
    height = top + BOTTOM + ROW * len(names)
    left = 0.055 + 0.0305 * max(map(len, names))
    figure = Figure(figsize=(WIDTH, height), dpi=dpi, facecolor="white")
    axes = figure.add_axes((left, BOTTOM / height, 0.9 - left, (height - top - BOTTOM) / height))
    if bars.before:
        _bars(axes, bars.now, NOW, TEXT, height=BAR, shift=-BAR / 2)
        _bars(axes, bars.before, BEFORE, PALE, height=BAR, shift=BAR / 2)
    else:
        _bars(axes, bars.now, NOW, TEXT, height=ALONE, shift=0)
    most = max((*bars.now, *(bars.before or ()), 1))
    axes.set_xlim(0, most * 1.1)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_yticks(range(len(names)), names, fontsize=16, family=FAMILY, color=TEXT)
    axes.tick_params(length=0, pad=8)
    axes.set_xticks([])
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    axes.spines["left"].set_color(BEFORE)
    _heading(figure, bars, height)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    figure.savefig(part, format="png", dpi=dpi)
    part.replace(path)


def _bars(axes: Any, numbers: Sequence[int], colour: str, text: str, *, height: float, shift: float) -> None:
    rows = [place + shift for place in range(len(numbers))]
    drawn = axes.barh(rows, numbers, height=height, color=colour)
    axes.bar_label(drawn, [str(number) for number in numbers], padding=6, fontsize=14, family=FAMILY, color=text)


def _heading(figure: Any, bars: Bars, height: float) -> None:
    figure.text(0.04, 1 - 0.5 / height, bars.title, fontsize=21, family=FAMILY, color=TEXT, va="center")
    shown = zip(bars.names, (NOW, BEFORE), strict=True) if bars.before else ()
    left = 0.04
    for name, colour in shown:
        figure.text(left, 1 - 1.08 / height, "■", fontsize=17, family=FAMILY, color=colour, va="center")
        figure.text(left + 0.04, 1 - 1.08 / height, name, fontsize=15, family=FAMILY, color=TEXT, va="center")
        left += 0.08 + 0.025 * len(name)
    figure.text(0.96, 0.28 / height, bars.note, fontsize=12, family=FAMILY, color=PALE, va="center", ha="right")
