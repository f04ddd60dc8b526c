"""Reads a TOML file so that whatever is wrong in it can be told in Chinese, with its line."""

import re
import tomllib
from pathlib import Path
from typing import Any

Key = tuple[str, ...]


class SettingsError(Exception):
    """What is wrong, in Chinese: one problem a line."""


def read(file: Path) -> str:
    """The text of a file that a person saved, perhaps on Windows."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise SettingsError(f"找不到设置文件 {file}") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{file.name} 不是 UTF-8 编码，请用 UTF-8 另存一次") from None
    except OSError as error:
        raise SettingsError(f"读不了设置文件 {file}：{error.strerror}") from None


_SYNTAX = {
    "Cannot overwrite": "同一项写了两次",
    "Cannot declare": "同一节写了两次",
    "Expected '='": "名称后面要有等号",
    "Expected ']'": "少了右方括号",
    "Expected newline": "一行只能写一项",
    "Invalid value": "等号后面的写法不对，文字要加英文引号",
    "Invalid hex": "反斜杠要写两个，或改用正斜杠",
    "Unescaped": "反斜杠要写两个，或改用正斜杠",
    "Illegal character": "少了后半个引号，或夹着特殊字符",
    "Unterminated": "少了后半个引号",
}


def parse(text: str, name: str) -> dict[str, Any]:
    """The tables of a text; `name` is what its reader calls the file."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        why = next((said for begin, said in _SYNTAX.items() if str(error).startswith(begin)), "写法不对")
        at = re.search(r"at line (\d+)", str(error))
        line = at[1] if at else text.rstrip("\n").count("\n") + 1
        raise SettingsError(f"{name} 第{line}行：{why}") from None


_HEADER = re.compile(r"\s*\[\s*([^\[\]]+?)\s*\]")
_ENTRY = re.compile(r"\s*([^\s=#\[][^=#]*?)\s*=")


def lines(text: str) -> dict[Key, int]:
    """The line on which each key, and each section, is first met."""
    found: dict[Key, int] = {}
    section: Key = ()
    for number, line in enumerate(text.split("\n"), 1):
        if header := _HEADER.match(line):
            key = section = _parts(header[1])
        elif entry := _ENTRY.match(line):
            key = section + _parts(entry[1])
        else:
            continue
        for depth in range(1, len(key) + 1):
            found.setdefault(key[:depth], number)
    return found


def _parts(dotted: str) -> Key:
    return tuple(part.strip(" \t\"'") for part in dotted.split("."))
