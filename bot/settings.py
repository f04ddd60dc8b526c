"""Settings: a TOML file and the environment, read once. Whatever is wrong is named, in Chinese, with its place."""

import ipaddress
import json
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from bot.toml import Key, SettingsError, lines, parse, read

__all__ = ["FILE", "Keep", "Log", "Playground", "Settings", "SettingsError", "load"]

FILE = Path("xiaoyan.toml")
PREFIX = "XIAOYAN_"
TESTS = "XIAOYAN_TEST_"
"""Variables of the test suite, which are no settings."""


def _database(text: str) -> str:
    if not text.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        raise ValueError
    return text


def _address(text: str) -> str:
    if text != "localhost" and not ipaddress.ip_address(text).is_loopback:
        raise ValueError
    return text


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


def _not_bool(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError
    return value


Name = Annotated[str, Field(min_length=1)]
Flag = Annotated[bool, Field(description="true 或 false")]
Whole = Annotated[int, BeforeValidator(_not_bool)]
Lowered = BeforeValidator(_lower)


class Section(BaseModel):
    """A part of the settings. The description of a field says what is expected, as the reader is told it."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Playground(Section):
    """The local page that looks like the school's group. Whoever opens it can speak as anyone."""

    enabled: Flag = False
    host: Annotated[
        str,
        AfterValidator(_address),
        Field(description="本机地址，如 127.0.0.1"),
    ] = "127.0.0.1"
    port: Annotated[Whole, Field(ge=1, le=65535, description="1–65535 的整数")] = 8080
    beside_channels: Flag = False


class Log(Section):
    """`text`: whether what people write may stand in the log."""

    level: Annotated[
        Literal["debug", "info", "warning", "error"], Lowered, Field(description="debug、info、warning 或 error")
    ] = "info"
    format: Annotated[Literal["console", "json"], Lowered, Field(description="console 或 json")] = "console"
    text: Flag = False


class Keep(Section):
    """How long what people wrote is kept word for word; the records that came of it stay."""

    text_days: Annotated[Whole, Field(ge=1, le=3650, description="1–3650 的整数（天）")] = 30


class Settings(Section):
    """Everything that can be set. `demo` asks for the demo school where the database holds none."""

    database: Annotated[
        str,
        AfterValidator(_database),
        Field(description="sqlite:///文件 或 postgresql://用户:密码@主机/库名", repr=False),
    ] = "sqlite:///data/xiaoyan.db"
    files: Annotated[Path, Field(description="一个目录")] = Path("data/files")
    school: Annotated[Name | None, Field(description="学校的名称")] = None
    demo: Flag = False
    playground: Annotated[Playground, Field(description="一节，写作 [playground]")] = Playground()
    log: Annotated[Log, Field(description="一节，写作 [log]")] = Log()
    keep: Annotated[Keep, Field(description="一节，写作 [keep]")] = Keep()


def load(path: Path | None, environ: Mapping[str, str]) -> Settings:
    """Reads `path` (without one: xiaoyan.toml, where there is one) and the environment, which wins.

    Without any file the bot is being tried out: the playground is on, and the demo school when none is named.
    Raises SettingsError.
    """
    file = path or (FILE if FILE.exists() else None)
    text = read(file) if file else ""
    data = parse(text, file.name) if file else _trial(environ)
    sources = _Sources(file.name if file else "", lines(text), _overlay(data, environ))
    try:
        return Settings.model_validate(data)
    except ValidationError as error:
        problems = [(tuple(map(str, detail["loc"])), detail) for detail in error.errors()]
        problems.sort(key=lambda problem: sources.lines.get(problem[0], 0))
        said = [f"{sources.place(key)}：{_problem(key, detail)}" for key, detail in problems]
        raise SettingsError("\n".join(said)) from None


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


def _problem(key: Key, detail: ErrorDetails) -> str:
    section = _section(key[:-1])
    name = ".".join(key)
    if detail["type"] != "extra_forbidden":
        return f"{name} 应为 {section.model_fields[key[-1]].description}，现在是 {_shown(detail['input'])}"
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
