"""Files that are no workbook, or one that means harm: each refused in a moment with what to do."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers import school
from handlers.school import BadFile
from tests.school.conftest import DEMO
from tests.school.sheets import filled, packed

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def good() -> bytes:
    return packed(filled(DEMO))


def changed(part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A good workbook in which one part of the archive is another."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good())) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return target.getvalue()


def in_first_sheet(row: str) -> bytes:
    return changed(
        "xl/worksheets/sheet1.xml", lambda data: data.replace(b"</sheetData>", row.encode() + b"</sheetData>")
    )


def long_shared_text() -> bytes:
    return changed("xl/sharedStrings.xml", lambda data: data.replace(b"<t>", b"<t>" + b"x" * 1_000_000, 1))


def no_workbook() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    return target.getvalue()


def many_parts() -> bytes:
    target = io.BytesIO(good())
    with zipfile.ZipFile(target, "a") as archive:
        for number in range(600):
            archive.writestr(f"{number}.xml", "<x/>")
    return target.getvalue()


DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'

FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "old .xls": (lambda: OLE + bytes(600), ".xls"),
    "password": (lambda: OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "密码"),
    "cut off": (lambda: good()[:-2000], "可能已损坏"),
    "cut off early": (lambda: good()[:100], "可能已损坏"),
    "only a beginning": (lambda: b"PK\x03\x04", "可能已损坏"),
    "a letter": (no_workbook, "不是 Excel 工作簿"),
    "no xml": (lambda: changed("xl/workbook.xml", lambda _: b"\x00\xff<"), "可能已损坏"),
    "damaged bytes": (lambda: good().replace(b"\x00\x00", b"\x00\x01"), "可能已损坏"),
    "too large": (lambda: b"PK" + bytes(5_000_001), "超过5兆"),
    "bomb": (lambda: changed("xl/styles.xml", lambda data: data + b" " * 50_000_000), "内容太多"),
    "many parts": (many_parts, "内容太多"),
    "far row": (lambda: in_first_sheet('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'), "最多5000行"),
    "far column": (lambda: in_first_sheet('<row r="90"><c r="XFD90"><v>1</v></c></row>'), "最多5000行、100列"),
    "far column by a wrong name": (
        lambda: in_first_sheet('<row r="90"><c r="ABCDEFGH90"><v>1</v></c></row>'),
        "可能已损坏",
    ),
    "far row unnamed cell": (lambda: in_first_sheet('<row r="1048576"><c><v>1</v></c></row>'), "最多5000行"),
    "far text": (lambda: in_first_sheet('<row r="9999"><c t="inlineStr"><is><t>x</t></is></c></row>'), "最多5000行"),
    "one text everywhere": (long_shared_text, "内容太多"),
    "entities": (
        lambda: changed("xl/workbook.xml", lambda data: data.replace(b"<workbook", DOCTYPE + b"<workbook", 1)),
        "损坏",
    ),
}


@pytest.mark.parametrize("case", FILES)
def test_it_is_refused_with_what_to_do(case: str) -> None:
    make, problem = FILES[case]
    with pytest.raises(BadFile) as caught:
        school.read(make())
    assert len(caught.value.problems) == 1
    assert problem in caught.value.problems[0]


def test_cells_far_out_that_have_only_a_colour_do_no_harm() -> None:
    data = in_first_sheet('<row r="1048576"><c r="A1048576" s="1"/><c r="XFD1048576" s="1"/></row>')
    assert len(school.read(data).people) == 40


def test_formulas_are_read_as_their_values() -> None:
    formula = '<row r="60"><c r="A60" t="str"><f>HYPERLINK("http://x.invalid","赵六")</f><v>赵六</v></c></row>'
    assert school.read(in_first_sheet(formula)).people[-1].name == "赵六"


def test_what_looks_like_a_formula_is_written_as_text(tmp_path: Path) -> None:
    titles = ["=1+1", "http://x.invalid", "007"]
    school.write_template(tmp_path / "x.xlsx", DEMO | {"projects": [{"title": title} for title in titles]})
    projects = school.read((tmp_path / "x.xlsx").read_bytes()).form()["projects"]
    assert [project["title"] for project in projects] == titles


@given(part=st.sampled_from(["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"]), data=st.data())
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_part_damaged_anywhere_is_read_or_refused(part: str, data: st.DataObject) -> None:
    def damage(original: bytes) -> bytes:
        at = data.draw(st.integers(0, len(original) - 1))
        return original[:at] + data.draw(st.binary(max_size=8)) + original[at + data.draw(st.integers(0, 8)) :]

    try:
        school.read(changed(part, damage))
    except BadFile as error:
        assert error.problems  # noqa: PT017
