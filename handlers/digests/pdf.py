"""The full report as a PDF that carries its own fonts. The only place that writes one."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from handlers.digests import chart
from handlers.digests.report import NARROW, Part, Report

LATIN, CHINESE = "latin", "chinese"
MARGIN, LINE, CHART = 15, 6, 120
"""Millimetres: of the page's margins, of a line, of a chart."""

GREY = (90, 103, 120)
RULE = (203, 213, 224)


def write(report: Report, path: Path) -> None:
    """A4; takes a second the first time, and a tenth after that."""
    from fpdf import FPDF  # half a second, which starting the bot must not take

    pdf = FPDF(format="A4")
    pdf.set_margin(MARGIN)
    pdf.set_auto_page_break(True, MARGIN)
    pdf.add_font(LATIN, fname=str(chart.latin()))
    pdf.add_font(CHINESE, fname=str(chart.FONT))
    pdf.set_fallback_fonts([CHINESE], exact_match=False)
    pdf.set_lang("zh-CN")
    pdf.set_title(report.title)
    pdf.add_page()
    _said(pdf, report.title, size=18, line=10)
    _said(pdf, f"{report.days}　{report.note}", size=10, colour=GREY)
    for part in report.parts:
        _part(pdf, part)
    pdf.output(str(path))


def _part(pdf: Any, part: Part) -> None:
    pdf.ln(LINE)
    if pdf.will_page_break(4 * LINE):
        pdf.add_page()
    _said(pdf, part.title, size=13, line=8)
    if part.bars:
        with TemporaryDirectory() as directory:
            picture = Path(directory) / "chart.png"
            chart.draw(part.bars, picture, dpi=chart.FINE)
            pdf.image(str(picture), w=CHART, alt_text=part.bars.title)
    if part.table:
        _table(pdf, part)
    for line in part.lines:
        _said(pdf, f"· {line}", size=10.5)


def _table(pdf: Any, part: Part) -> None:
    """The head again on every page; numbers stand at the right."""
    pdf.set_font(LATIN, size=9.5)
    pdf.set_draw_color(*RULE)
    widths = (*NARROW, pdf.epw - sum(NARROW)) if part.lists else None
    align = "LEFT" if part.lists else ("LEFT", *("RIGHT" for _ in part.table[0][1:]))
    look = {"line_height": LINE, "borders_layout": "HORIZONTAL_LINES", "headings_style": _plain()}
    with pdf.table(part.table, col_widths=widths, text_align=align, **look):
        pass


def _plain() -> Any:
    from fpdf.fonts import FontFace

    return FontFace(emphasis="", color=GREY)


def _said(pdf: Any, text: str, *, size: float, line: float = LINE, colour: tuple[int, int, int] = (26, 32, 44)) -> None:
    pdf.set_font(LATIN, size=size)
    pdf.set_text_color(*colour)
    pdf.multi_cell(0, line, text, new_x="LMARGIN", new_y="NEXT", wrapmode="CHAR")
    pdf.set_text_color(26, 32, 44)
