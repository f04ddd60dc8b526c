"""Word documents out of templates: the school's own where there is one. The only place that writes .docx.

A template is input: it runs in a sandbox, and what people said is put into it as text, whatever it looks like.
"""

import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from handlers.forms.form import Fields

OWN = "templates"
"""The folder of the school's own templates, in the directory of files."""

MAX_BYTES = 20_000_000

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML does not hold, and what docxtpl takes for a page break."""

_NAMED = re.compile("'([^']*)' is undefined|no attribute '([^']*)'")


class BadTemplate(Exception):
    """A template cannot be used; the text says in Chinese why."""


def write(name: str, fields: Fields, path: Path, directory: Path, *, blank: bool = False) -> str:
    """Writes the form. Returns what is wrong with the school's own template, "" where nothing is; then the one that
    ships with us is used. A field that a `blank` copy lacks is left empty."""
    own, wrong = directory / OWN / f"{name}.docx", ""
    if own.is_file():
        try:
            _render(own, fields, path, blank=blank)
            return ""
        except BadTemplate as problem:
            wrong = str(problem)
    _render(shipped(name), fields, path, blank=blank)
    return wrong


def shipped(name: str) -> Path:
    """The template that comes with us."""
    return Path(str(files("handlers.forms") / "templates" / f"{name}.docx"))


def _render(template: Path, fields: Fields, path: Path, *, blank: bool) -> None:
    from docx.opc.exceptions import OpcError  # half a second, which starting the bot must not take
    from docxtpl import DocxTemplate
    from jinja2 import ChainableUndefined, StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
    from jinja2.sandbox import SandboxedEnvironment
    from lxml.etree import LxmlError

    rules = SandboxedEnvironment(undefined=ChainableUndefined if blank else StrictUndefined)
    try:
        if template.stat().st_size > MAX_BYTES:
            raise BadTemplate(f"超过{MAX_BYTES // 1_000_000}MB")
        document = DocxTemplate(template)
        document.render(_clean(fields), rules, autoescape=True)
        document.save(path)
    except UndefinedError as error:
        raise BadTemplate(f"“{_field(error)}”不是这张表的字段") from None
    except TemplateSyntaxError:
        raise BadTemplate("花括号没有写对") from None
    except (OpcError, BadZipFile, LxmlError, KeyError, ValueError, OSError):
        raise BadTemplate("不是 Word 文档（.docx），或已损坏") from None
    except (TemplateError, TypeError, ArithmeticError, AttributeError, RecursionError):
        raise BadTemplate("花括号里的写法不能用") from None


def _field(error: Exception) -> str:
    found = _NAMED.search(str(error))
    return (found[1] or found[2]) if found else str(error)


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return _UNPRINTABLE.sub("", value)
    if isinstance(value, Mapping):
        return {name: _clean(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(inner) for inner in value]
    return "" if value is None else value
