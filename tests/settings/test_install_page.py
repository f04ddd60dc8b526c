"""The page for whoever installs the bot names every setting, and what it shows can be used as it stands."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from bot.settings import Settings, load

PAGE = (Path(__file__).parents[2] / "docs" / "install.md").read_text(encoding="utf-8")
EXAMPLE = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)[0]


def keys(section: type[BaseModel], above: str = "") -> list[str]:
    found = []
    for name, field in section.model_fields.items():
        inner: Any = field.annotation
        nested = isinstance(inner, type) and issubclass(inner, BaseModel)
        found += keys(inner, f"{above}{name}.") if nested else [above + name]
    return found


def test_example_holds_the_defaults(tmp_path: Path) -> None:
    file = tmp_path / "xiaoyan.toml"
    file.write_text(EXAMPLE, encoding="utf-8")
    assert load(file, {}) == Settings()


def test_example_leaves_no_key_out() -> None:
    written = tomllib.loads(EXAMPLE.replace("# school", "school"))
    flat = {f"{name}.{key}" for name, value in written.items() if isinstance(value, dict) for key in value}
    assert flat | {name for name, value in written.items() if not isinstance(value, dict)} == set(keys(Settings))


@pytest.mark.parametrize("key", keys(Settings))
def test_variable_of_each_key_is_named(key: str) -> None:
    assert f"| `XIAOYAN_{key.upper().replace('.', '__')}` | `{key}` |" in PAGE
