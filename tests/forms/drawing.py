"""How a template is drawn: A4, named fonts with their fallbacks, bordered tables, lines to sign on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

BODY, HEAD, LATIN = "仿宋", "黑体", "Times New Roman"
FALLBACKS = {
    BODY: "FangSong;仿宋_GB2312;STFangsong;Noto Serif CJK SC;宋体",
    HEAD: "SimHei;STHeiti;Noto Sans CJK SC;宋体",
}
"""What else the fonts are called, and what stands in for them where they are missing."""

WIDTH, LONG = 21.0, 29.7
MARGIN = 2.0
SHADE = "F2F2F2"
PADDING = (
    f"<w:tblCellMar {nsdecls('w')}>"
    '<w:top w:w="60" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>'
    '<w:bottom w:w="60" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar>'
)

FOOT = "制表人：{{ 制表人 }}　　　　制表日期：{{ 今天 }}"
SIGNED = "签名：＿＿＿＿＿＿＿＿　　　年　　月　　日"


@dataclass(frozen=True)
class Cell:
    """A cell of a form: what stands in it, over how many columns, how high its row is at least (cm)."""

    text: str
    span: int = 1
    height: float = 0.0
    label: bool = False
    middle: bool = True


def label(text: str, span: int = 1) -> Cell:
    """The name of a field, shaded."""
    return Cell(text, span, label=True)


def area(text: str, span: int, height: float) -> Cell:
    """Room for more than a line, written from the top left."""
    return Cell(text, span, height, middle=False)


class Page:
    """A template while it is drawn."""

    def __init__(self, *, landscape: bool = False) -> None:
        self._doc = Document()
        section = self._doc.sections[0]
        width, height = (LONG, WIDTH) if landscape else (WIDTH, LONG)
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Cm(width), Cm(height)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(MARGIN)
        self._room = width - 2 * MARGIN
        style = self._doc.styles["Normal"]
        style.font.size = Pt(12)
        style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
        _fonts(style.element.get_or_add_rPr(), BODY)
        self._name_fallbacks()

    def title(self, text: str, *, new_page: bool = False) -> None:
        """The name of the form, on a page of its own where several follow one another."""
        line = self._line(text, 18, HEAD, WD_ALIGN_PARAGRAPH.CENTER)
        line.paragraph_format.space_after = Pt(8)
        line.paragraph_format.page_break_before = new_page

    def heading(self, text: str) -> None:
        """What the next table is about."""
        line = self._line(text, 13, HEAD, WD_ALIGN_PARAGRAPH.LEFT)
        line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(10), Pt(4)
        line.paragraph_format.keep_with_next = True

    def line(self, text: str, *, right: bool = False, size: float = 12) -> None:
        """A paragraph."""
        self._line(text, size, BODY, WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.LEFT)

    def tag(self, text: str) -> None:
        """A paragraph that is an instruction and not there in what is made of the template."""
        self._line(text, 9, BODY, WD_ALIGN_PARAGRAPH.LEFT)

    def foot(self, text: str) -> None:
        """Below a table: who signs, when it was made."""
        self._line(text, 11, BODY, WD_ALIGN_PARAGRAPH.LEFT).paragraph_format.space_before = Pt(8)

    def grid(self, widths: Sequence[float], rows: Sequence[Sequence[Cell]]) -> None:
        """A form: labels beside what is filled in. `widths` are shares of the page."""
        table = self._table(widths, len(rows))
        for line, cells in zip(table.rows, rows, strict=True):
            line.height = Cm(max([0.9, *(cell.height for cell in cells)]))
            line.height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST
            _keep_whole(line)
            at = 0
            for cell in cells:
                target = line.cells[at]
                if cell.span > 1:
                    target = target.merge(line.cells[at + cell.span - 1])
                _write(target, cell)
                at += cell.span

    def list(self, columns: Sequence[tuple[str, float, str]], rows: str, *, height: float = 0.8) -> None:
        """A table with a row for each of `rows`, as `name in list`; a column is its head, its share, its field."""
        table = self._table([share for _, share, _ in columns], 4)
        head, begin, body, end = table.rows
        head.height = body.height = Cm(height)
        head._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
        _keep_whole(body)
        for at, (name, _, value) in enumerate(columns):
            _write(head.cells[at], label(name))
            _write(body.cells[at], Cell(value))
        _write(begin.cells[0], Cell("{%tr for " + rows + " %}"))
        _write(end.cells[0], Cell("{%tr endfor %}"))

    def crossed(self, first: str, columns: str, rows: str, values: str) -> None:
        """A table whose columns, too, are a list: as wide as the page, each as wide as it needs."""
        table = self._table([1, 1, 1, 1], 4)
        _as_needed(table)
        head, begin, body, end = table.rows
        head.height = body.height = Cm(0.8)
        head._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
        for line, texts in (
            (head, (first, "{%tc for 栏 in " + columns + " %}", "{{ 栏 }}", "{%tc endfor %}")),
            (begin, ("{%tr for 行 in " + rows + " %}", "", "", "")),
            (body, ("{{ 行.名称 }}", "{%tc for 值 in 行." + values + " %}", "{{ 值 }}", "{%tc endfor %}")),
            (end, ("{%tr endfor %}", "", "", "")),
        ):
            for at, text in enumerate(texts):
                _write(line.cells[at], replace(Cell(text), label=line is head and at != 1))

    def save(self, path: Path) -> None:
        """Writes the template, without the name of whoever drew it."""
        properties = self._doc.core_properties
        properties.author, properties.title, properties.comments = "", path.stem, ""
        self._doc.save(str(path))

    def _line(self, text: str, size: float, font: str, align: WD_ALIGN_PARAGRAPH) -> Paragraph:
        line = self._doc.add_paragraph()
        line.alignment = align
        _run(line, text, size, font)
        return line

    def _table(self, widths: Sequence[float], rows: int) -> Any:
        table = self._doc.add_table(rows, len(widths))
        table.style = "Table Grid"
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        table._tbl.tblPr.append(parse_xml(PADDING))
        for column, share in zip(table.columns, widths, strict=True):
            column.width = Cm(self._room * share / sum(widths))
            for cell in column.cells:
                cell.width = column.width
        return table

    def _name_fallbacks(self) -> None:
        part = next(rel.target_part for rel in self._doc.part.rels.values() if rel.reltype.endswith("/fontTable"))
        fonts = parse_xml(part.blob)
        for name, others in FALLBACKS.items():
            also = f'<w:altName w:val="{others}"/><w:charset w:val="86"/>'
            fonts.append(parse_xml(f'<w:font {nsdecls("w")} w:name="{name}">{also}</w:font>'))
        part._blob = _bytes(fonts)


def files(page: Page) -> None:
    """The files that go with a form."""
    page.tag("{%p if 材料 %}")
    page.list(
        (
            ("序号", 1, "{{ loop.index }}"),
            ("文件", 5, "{{ 件.文件 }}"),
            ("说明", 4, "{{ 件.说明 }}"),
            ("编号", 1, "{{ 件.编号 }}"),
        ),
        "件 in 材料",
    )
    page.tag("{%p else %}")
    page.line("还没有文件，私聊发给小研就会归到这里。", size=11)
    page.tag("{%p endif %}")


def _bytes(element: Any) -> bytes:
    from lxml import etree

    return bytes(etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True))


def _write(target: _Cell, cell: Cell) -> None:
    target.vertical_alignment = WD_ALIGN_VERTICAL.CENTER if cell.middle else WD_ALIGN_VERTICAL.TOP
    line = target.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER if cell.middle else WD_ALIGN_PARAGRAPH.LEFT
    _run(line, cell.text, 11, HEAD if cell.label else BODY)
    if cell.label:
        target._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="{SHADE}"/>'))


def _run(line: Paragraph, text: str, size: float, font: str) -> None:
    run = line.add_run(text)
    run.font.size = Pt(size)
    _fonts(run._r.get_or_add_rPr(), font)


def _fonts(properties: Any, chinese: str) -> None:
    """Chinese in the one, letters and digits in the other: without `eastAsia` Word keeps its default."""
    fonts = properties.get_or_add_rFonts()
    for name, value in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", chinese)):
        fonts.set(qn(f"w:{name}"), value)
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def _as_needed(table: Any) -> None:
    table.autofit = True
    width = table._tbl.tblPr.find(qn("w:tblW"))
    width.set(qn("w:type"), "pct")
    width.set(qn("w:w"), "5000")
    for cell in table._cells:
        cell._tc.tcPr.remove(cell._tc.tcPr.find(qn("w:tcW")))


def _keep_whole(row: Any) -> None:
    row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
