"""The page for whoever installs the bot names every setting, and what it shows can be used as it stands."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from bot.settings import Settings, load

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "install.md").read_text(encoding="utf-8")
EXAMPLE = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)[0]


def keys(section: type[BaseModel], above: str = "") -> list[str]:
    found = []
    for name, field in section.model_fields.items():
        inner: Any = field.annotation
        nested = isinstance(inner, type) and issubclass(inner, BaseModel)
        found += keys(inner, f"{above}{name}.") if nested else [above + name]
    return found


def flat(written: dict[str, Any], above: str = "") -> list[str]:
    found = []
    for name, value in written.items():
        found += flat(value, f"{above}{name}.") if isinstance(value, dict) else [above + name]
    return found


def test_example_holds_the_defaults(tmp_path: Path) -> None:
    file = tmp_path / "xiaoyan.toml"
    file.write_text(EXAMPLE, encoding="utf-8")
    assert load(file, {}) == Settings()


def test_example_leaves_no_key_out() -> None:
    whole = re.sub(r"^# ", "", EXAMPLE, flags=re.MULTILINE)
    assert set(flat(tomllib.loads(whole))) == set(keys(Settings))


@pytest.mark.parametrize("key", keys(Settings))
def test_variable_of_each_key_is_named(key: str) -> None:
    assert f"| `XIAOYAN_{key.upper().replace('.', '__')}` | `{key}` |" in PAGE


def test_examples_of_the_page_on_wecom_can_be_used(tmp_path: Path) -> None:
    file = tmp_path / "xiaoyan.toml"
    file.touch(0o600)
    examples = re.findall(r"```toml\n(.*?)```", (DOCS / "wecom.md").read_text("utf-8"), re.DOTALL)
    assert len(examples) > 5
    for example in examples:
        file.write_text(example, encoding="utf-8")
        assert load(file, {}) != Settings()
