"""The full report as a Word document. The only place that writes one without a template."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from handlers.digests import chart
from handlers.digests.report import NARROW, Part, Report

LATIN, CHINESE = "Times New Roman", "宋体"
HEADING = "黑体"
CHART, TEXT = 140, 170
"""Millimetres of a chart's and of a line's width."""

_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML does not hold."""


def write(report: Report, path: Path) -> None:
    """A4, with the fonts that every Word has."""
    import docx  # half a second, which starting the bot must not take
    from docx.shared import Mm, Pt

    document = docx.Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(20)
    for name, size, chinese in (("Normal", 10.5, CHINESE), ("Title", 18, HEADING), ("Heading 2", 13, HEADING)):
        _font(document.styles[name], Pt(size), chinese)
    document.core_properties.title = document.core_properties.author = ""
    document.add_paragraph(_fit(report.title), style="Title")
    document.add_paragraph(_fit(f"{report.days}　{report.note}"))
    for part in report.parts:
        _part(document, part)
    document.save(str(path))


def _part(document: Any, part: Part) -> None:
    from docx.shared import Mm

    document.add_paragraph(part.title, style="Heading 2")
    if part.bars:
        with TemporaryDirectory() as directory:
            picture = Path(directory) / "chart.png"
            chart.draw(part.bars, picture, dpi=chart.FINE)
            document.add_picture(str(picture), width=Mm(CHART))
    if part.table:
        _table(document, part)
    for line in part.lines:
        document.add_paragraph(_fit(line), style="List Bullet")


def _table(document: Any, part: Part) -> None:
    """With its head again on every page, and no row on two."""
    from docx.oxml import OxmlElement
    from docx.shared import Mm

    table = document.add_table(len(part.table), len(part.table[0]), style="Table Grid")
    widths = [Mm(width) for width in (*NARROW, TEXT - sum(NARROW))] if part.lists else []
    table.autofit = not widths
    for column, width in zip(table.columns, widths, strict=False):
        column.width = width
        for cell in column.cells:
            cell.width = width
    for row, texts in zip(table.rows, part.table, strict=True):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, text in zip(row.cells, texts, strict=True):
            cell.paragraphs[0].text = _fit(text)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell in table.rows[0].cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True


def _font(style: Any, size: Any, chinese: str) -> None:
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    style.font.name, style.font.size, style.font.color.rgb = LATIN, size, RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), chinese)


def _fit(text: str) -> str:
    return _UNFIT.sub("", text)
