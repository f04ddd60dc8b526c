"""Settings: a TOML file and the environment, read once. Whatever is wrong is named, in Chinese, with its place."""

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, SecretStr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from bot.sections import Keep, Log, Playground, Settings
from bot.toml import Key, SettingsError, lines, parse, read

__all__ = ["FILE", "Keep", "Log", "Playground", "Settings", "SettingsError", "load"]

FILE = Path("xiaoyan.toml")
PREFIX = "XIAOYAN_"
TESTS = "XIAOYAN_TEST_"
"""Variables of the test suite, which are no settings."""

_PASSWORD = re.compile(r"[^/]+://[^/@]*:[^@]+@|.*[?&]password=.")


def load(path: Path | None, environ: Mapping[str, str]) -> Settings:
    """Reads `path` (without one: xiaoyan.toml, where there is one) and the environment, which wins.

    Without any file the bot is being tried out: the playground is on, and the demo school when none is named.
    Raises SettingsError.
    """
    file = path or (FILE if FILE.exists() else None)
    text = read(file) if file else ""
    data = parse(text, file.name) if file else _trial(environ)
    if file and any(_secrets(Settings, data)):
        _own(file)
    sources = _Sources(file.name if file else "", lines(text), _overlay(data, environ))
    try:
        return Settings.model_validate(data)
    except ValidationError as error:
        problems = [(_key(detail), detail) for detail in error.errors()]
        problems.sort(key=lambda problem: sources.lines.get(problem[0], 0))
        said = [f"{sources.place(key)}：{_problem(key, detail)}" for key, detail in problems]
        raise SettingsError("\n".join(said)) from None


def _own(file: Path) -> None:
    """Secrets are for their owner's eyes alone. Windows has no such bits; there the folder's rights have to do."""
    if os.name == "posix" and file.stat().st_mode & 0o077:
        raise SettingsError(f"{file.name} 里有密钥，却不止本人能读。请运行：chmod 600 {file}")


def _secrets(section: type[BaseModel], data: Mapping[str, Any]) -> Iterator[object]:
    """Whatever stands in the file where a secret belongs, and an address that holds a password."""
    for name, value in data.items():
        field = section.model_fields.get(name)
        if field is None:
            continue
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from _secrets(inner, value) if isinstance(value, dict) else ()
        elif _hidden(field) or (name == "database" and _PASSWORD.match(str(value))):
            yield value


def _hidden(field: FieldInfo) -> bool:
    return SecretStr in (field.annotation, *get_args(field.annotation))


def _trial(environ: Mapping[str, str]) -> dict[str, Any]:
    return {"demo": not environ.get("XIAOYAN_SCHOOL"), "playground": {"enabled": True}}


def _overlay(data: dict[str, Any], environ: Mapping[str, str]) -> dict[Key, str]:
    """Puts the variables into `data`; returns which variable each key, and each section above it, came from.

    An empty variable is as good as none.
    """
    variables: dict[Key, str] = {}
    for variable, value in sorted(environ.items()):
        if not value or not variable.startswith(PREFIX) or variable.startswith(TESTS):
            continue
        key = tuple(variable.removeprefix(PREFIX).lower().split("__"))
        if _put(data, key, value):
            variables |= {key[:depth]: variable for depth in range(1, len(key) + 1)}
    return variables


def _put(data: dict[str, Any], key: Key, value: str) -> bool:
    """False where a value stands in the section's place: that is then the problem to tell."""
    for part in key[:-1]:
        data = data.setdefault(part, {})
        if not isinstance(data, dict):
            return False
    data[key[-1]] = value
    return True


@dataclass(frozen=True)
class _Sources:
    """Where each key was set."""

    file: str
    lines: Mapping[Key, int]
    variables: Mapping[Key, str]

    def place(self, key: Key) -> str:
        if variable := self.variables.get(key):
            return f"环境变量 {variable}"
        known = [key[:depth] for depth in range(len(key), 0, -1) if key[:depth] in self.lines]
        return f"{self.file} 第{self.lines[known[0]]}行" if known else self.file


def _key(detail: ErrorDetails) -> Key:
    """The field that it is about, which is all of a list of which one entry is wrong."""
    return tuple(str(part) for part in detail["loc"] if isinstance(part, str))


def _problem(key: Key, detail: ErrorDetails) -> str:
    section = _section(key[:-1])
    name = ".".join(key)
    if detail["type"] != "extra_forbidden":
        field = section.model_fields[key[-1]]
        now = "写的不是这样" if _hidden(field) else f"现在是 {_shown(detail['input'])}"
        return f"{name} 应为 {field.description}，{now}"
    near = get_close_matches(key[-1], section.model_fields, 1)
    hint = f"想写的是 {'.'.join((*key[:-1], *near))} 吗？" if near else f"可以写的有 {'、'.join(section.model_fields)}"
    return f"没有 {name} 这一项，{hint}"


def _section(key: Key) -> type[BaseModel]:
    section: Any = Settings
    for part in key:
        section = section.model_fields[part].annotation
    return section  # type: ignore[no-any-return]


def _shown(value: object) -> str:
    """The value as it stands in the file; of an address only its kind, because a password may follow."""
    if isinstance(value, str) and "://" in value:
        value = value.split("://")[0] + "://…"
    return json.dumps(value, ensure_ascii=False, default=str)
