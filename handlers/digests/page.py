"""The full report as a page: for a phone, printable, without any script, and with nothing from elsewhere."""

from base64 import b64encode
from datetime import date
from hashlib import sha256
from html import escape

from handlers.digests.chart import BEFORE, NOW, PALE, TEXT, Bars
from handlers.digests.report import Part, Report

STYLE = """
:root { color-scheme: light; }
body { margin: 0 auto; padding: 16px; max-width: 46rem; color: #1a202c; background: #fff;
  font: 16px/1.6 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif; }
h1 { margin: 0; font-size: 22px; line-height: 1.35; }
h2 { margin: 28px 0 8px; padding-left: 8px; border-left: 4px solid #2b6cb0; font-size: 17px; }
p { margin: 4px 0; color: #5a6778; font-size: 14px; }
table { width: 100%; border-collapse: collapse; font-size: 15px; }
th, td { padding: 6px 4px; border-bottom: 1px solid #e2e8f0; text-align: left; vertical-align: top; }
th { color: #5a6778; font-weight: 500; white-space: nowrap; }
.numbers td + td, .numbers th + th { text-align: right; font-variant-numeric: tabular-nums; }
.records { font-size: 14px; }
.records td:nth-child(-n+3) { white-space: nowrap; }
ul { margin: 0; padding-left: 1.2em; }
svg { display: block; width: 100%; max-width: 32rem; height: auto; }
footer { margin-top: 28px; border-top: 1px solid #e2e8f0; }
@media (max-width: 480px) {
  .wide { overflow-x: auto; }
  .records, .records tbody, .records tr { display: block; }
  .records tr:first-child { display: none; }
  .records tr { padding: 6px 0; border-bottom: 1px solid #e2e8f0; }
  .records td { display: inline; border: 0; padding: 0 6px 0 0; }
}
@media print {
  @page { size: A4; margin: 15mm; }
  body { padding: 0; max-width: none; font-size: 10.5pt; }
  h2 { margin-top: 16px; }
  th, td { padding: 3px 4px; }
  h2, tr, svg, .numbers { break-inside: avoid; }
  h2 { break-after: avoid; }
  tr:first-child { break-after: avoid; }
  svg { max-width: 10cm; }
}
""".strip()

_ONLY = b64encode(sha256(STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{_ONLY}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""What a browser is to allow: this style, and nothing else."""

OVER = "链接过期了"
AGAIN = "想再看，私聊小研说“这周小结”或“上周的周报发我”。"
HOLDS = "每个数字都是打开时查出来的。这个网址{}月{}日以前能打开，请别外传。"

ROW, BAR, WIDTH = 44, 15, 360
"""Of the chart: pixels of a department, of a bar, and of all of it on a phone."""

CHARACTER, NUMBER = 15, 40
"""Width that a Chinese character, and the number behind a bar, take."""


def page(report: Report, until: date) -> str:
    """The whole of it; `until` is the last day on which its address holds."""
    head = f"<h1>{escape(report.title)}</h1><p>{escape(report.days)}</p><p>{escape(report.note)}</p>"
    foot = f"<footer><p>{HOLDS.format(until.month, until.day)}</p></footer>"
    return _document(report.title, head + "".join(map(_part, report.parts)) + foot)


def over() -> str:
    """What stands there when the time of an address is over."""
    return _document(OVER, f"<h1>{OVER}</h1><p>{AGAIN}</p>")


def _document(title: str, body: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>\n<body>{body}</body></html>\n"
    )


def _part(part: Part) -> str:
    bars = svg(part.bars) if part.bars else ""
    table = _table(part) if part.table else ""
    lines = "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in part.lines) + "</ul>" if part.lines else ""
    return f"<section><h2>{escape(part.title)}</h2>{bars}{table}{lines}</section>"


def _table(part: Part) -> str:
    head, *rows = part.table
    form = "records" if part.lists else "numbers"
    cells = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<div class="wide"><table class="{form}"><tbody><tr>{cells}</tr>{body}</tbody></table></div>'


def svg(bars: Bars) -> str:
    """The bars of a digest's picture, with words that stay words."""
    left = CHARACTER * max(map(len, bars.departments)) + 8
    most = max((*bars.now, *(bars.before or ()), 1))
    top, height = 64, 64 + ROW * len(bars.departments)
    drawn = [_text(0, 18, bars.title, 17), *_legend(bars)]
    for at, name in enumerate(bars.departments):
        middle = top + ROW * at + ROW // 2
        drawn.append(_text(left - 8, middle + 5, name, 14, anchor="end"))
        numbers = [(bars.now[at], NOW, TEXT)] + ([(bars.before[at], BEFORE, PALE)] if bars.before else [])
        for place, (number, colour, shade) in enumerate(numbers):
            y = middle - BAR * len(numbers) // 2 + BAR * place
            width = round((WIDTH - NUMBER - left) * number / most, 1)
            drawn.append(f'<rect x="{left}" y="{y}" width="{width}" height="{BAR - 1}" fill="{colour}"/>')
            drawn.append(_text(left + width + 5, y + BAR - 3, str(number), 13, colour=shade))
    said = escape(f"{bars.title}：" + "，".join(f"{n}{v}" for n, v in zip(bars.departments, bars.now, strict=True)))
    return f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{said}">{"".join(drawn)}</svg>'


def _legend(bars: Bars) -> list[str]:
    drawn, left = [], 0
    for name, colour in zip(bars.names, (NOW, BEFORE), strict=True) if bars.before else ():
        drawn.append(f'<rect x="{left}" y="34" width="12" height="12" fill="{colour}"/>')
        drawn.append(_text(left + 18, 45, name, 13))
        left += 18 + CHARACTER * len(name) + 14
    return drawn


def _text(x: float, y: float, said: str, size: int, *, anchor: str = "start", colour: str = TEXT) -> str:
    return f'<text x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}" fill="{colour}">{escape(said)}</text>'
