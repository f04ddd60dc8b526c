"""What a settings file and the environment give, and what is said of each mistake in them."""

from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, load

FULL = """\
database = "postgresql://xiaoyan:secret@127.0.0.1/xiaoyan"
files = "/srv/xiaoyan/files"
school = "青禾小学"
demo = false

[playground]
enabled = true
host = "::1"
port = 8090
beside_channels = true

[log]
level = "debug"
format = "json"
text = true

[keep]
text_days = 7
"""

MISTAKES = [
    # a wrong value, wherever it stands
    ('[playground]\nport = "八零"', 'xiaoyan.toml 第2行：playground.port 应为 1–65535 的整数，现在是 "八零"'),
    ("# 注释\n\n[playground]\nport = 0\n", "xiaoyan.toml 第4行：playground.port 应为 1–65535 的整数，现在是 0"),
    ("playground.port = 70000", "xiaoyan.toml 第1行：playground.port 应为 1–65535 的整数，现在是 70000"),
    ("playground = { port = true }", "xiaoyan.toml 第1行：playground.port 应为 1–65535 的整数，现在是 true"),
    ("[playground]\nport = 80.5", "xiaoyan.toml 第2行：playground.port 应为 1–65535 的整数，现在是 80.5"),
    ('[ "playground" ]\r\n"port" = []\r\n', "xiaoyan.toml 第2行：playground.port 应为 1–65535 的整数，现在是 []"),
    ('[playground]\nhost = "本机"', 'xiaoyan.toml 第2行：playground.host 应为 本机地址，如 127.0.0.1，现在是 "本机"'),
    ('[log]\nlevel = "verbose"', 'xiaoyan.toml 第2行：log.level 应为 debug、info、warning 或 error，现在是 "verbose"'),
    ('demo = "maybe"', 'xiaoyan.toml 第1行：demo 应为 true 或 false，现在是 "maybe"'),
    ('school = ""', 'xiaoyan.toml 第1行：school 应为 学校的名称，现在是 ""'),
    ("[keep]\ntext_days = 0", "xiaoyan.toml 第2行：keep.text_days 应为 1–3650 的整数（天），现在是 0"),
    ("playground = 3", "xiaoyan.toml 第1行：playground 应为 一节，写作 [playground]，现在是 3"),
    (
        'database = "mysql://root:geheim@db/x"',
        'xiaoyan.toml 第1行：database 应为 sqlite:///文件 或 postgresql://用户:密码@主机/库名，现在是 "mysql://…"',
    ),
    # a key that does not exist
    ("[playground]\nprot = 80", "xiaoyan.toml 第2行：没有 playground.prot 这一项，想写的是 playground.port 吗？"),
    ("\n[playgroud]\nport = 80", "xiaoyan.toml 第2行：没有 playgroud 这一项，想写的是 playground 吗？"),
    ("[log]\nx = 1", "xiaoyan.toml 第2行：没有 log.x 这一项，可以写的有 level、format、text"),
    # what is no TOML
    ("demo = true\ndemo = false\n[log]\n", "xiaoyan.toml 第2行：同一项写了两次"),
    ("[log]\n[keep]\n[log]\n", "xiaoyan.toml 第3行：同一节写了两次"),
    ("demo true", "xiaoyan.toml 第1行：名称后面要有等号"),
    ("\nschool = 青禾小学", "xiaoyan.toml 第2行：等号后面的写法不对，文字要加英文引号"),
    ("\nschool = “青禾小学”", "xiaoyan.toml 第2行：等号后面的写法不对，文字要加英文引号"),
    ('school = "青禾小学\nfiles = "x"', "xiaoyan.toml 第1行：少了后半个引号，或夹着特殊字符"),
    ('\n\nschool = """青禾\n小学\n', "xiaoyan.toml 第4行：少了后半个引号"),
    ('files = "C:\\Users\\x"', "xiaoyan.toml 第1行：反斜杠要写两个，或改用正斜杠"),
    ("[log\nlevel = 1", "xiaoyan.toml 第1行：少了右方括号"),
    ("demo = true school = 1", "xiaoyan.toml 第1行：一行只能写一项"),
    # all of them, in the order of the file
    (
        '[playground]\nport = "x"\n[log]\nformt = "json"',
        'xiaoyan.toml 第2行：playground.port 应为 1–65535 的整数，现在是 "x"\n'
        "xiaoyan.toml 第4行：没有 log.formt 这一项，想写的是 log.format 吗？",
    ),
]

VARIABLES = [
    (
        {"XIAOYAN_PLAYGROUND__PORT": "x"},
        '环境变量 XIAOYAN_PLAYGROUND__PORT：playground.port 应为 1–65535 的整数，现在是 "x"',
    ),
    ({"XIAOYAN_PLAYGROUND": "x"}, '环境变量 XIAOYAN_PLAYGROUND：playground 应为 一节，写作 [playground]，现在是 "x"'),
    (
        {"XIAOYAN_PLAYGROUD__PORT": "80"},
        "环境变量 XIAOYAN_PLAYGROUD__PORT：没有 playgroud 这一项，想写的是 playground 吗？",
    ),
    ({"XIAOYAN_DATABSE": "x"}, "环境变量 XIAOYAN_DATABSE：没有 databse 这一项，想写的是 database 吗？"),
    (
        {"XIAOYAN_LOG": "x", "XIAOYAN_LOG__LEVEL": "info"},
        '环境变量 XIAOYAN_LOG：log 应为 一节，写作 [log]，现在是 "x"',
    ),
]


def written(folder: Path, text: str) -> Path:
    file = folder / "xiaoyan.toml"
    file.write_bytes(text.encode())
    file.chmod(0o600)
    return file


@pytest.mark.parametrize(("text", "told"), MISTAKES)
def test_mistake_in_the_file_is_told_with_its_line(text: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        load(written(tmp_path, text), {})
    assert str(caught.value) == told


@pytest.mark.parametrize(("variables", "told"), VARIABLES)
def test_mistake_in_a_variable_is_told_with_its_name(
    variables: dict[str, str], told: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingsError) as caught:
        load(None, variables)
    assert str(caught.value) == told


def test_full_file_is_read(tmp_path: Path) -> None:
    settings = load(written(tmp_path, FULL), {})
    assert (settings.database, settings.files, settings.school) == (
        "postgresql://xiaoyan:secret@127.0.0.1/xiaoyan",
        Path("/srv/xiaoyan/files"),
        "青禾小学",
    )
    assert settings.playground.model_dump() == {"enabled": True, "host": "::1", "port": 8090, "beside_channels": True}
    assert settings.log.model_dump() == {"level": "debug", "format": "json", "text": True}
    assert settings.keep.text_days == 7


def test_empty_file_turns_nothing_on(tmp_path: Path) -> None:
    settings = load(written(tmp_path, ""), {})
    assert settings == Settings()
    assert not settings.playground.enabled
    assert not settings.demo


def test_without_a_file_the_bot_is_tried_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = load(None, {"PATH": "/bin", "XIAOYAN_TEST_POSTGRES": "x", "XIAOYAN_FILES": ""})
    assert settings.playground.enabled
    assert settings.demo
    assert (settings.playground.port, settings.files) == (8080, Path("data/files"))


def test_named_school_is_no_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert not load(None, {"XIAOYAN_SCHOOL": "青禾小学"}).demo
    assert load(None, {"XIAOYAN_SCHOOL": "青禾小学", "XIAOYAN_DEMO": "true"}).demo


def test_file_beside_the_process_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, FULL)
    assert load(None, {}).school == "青禾小学"


def test_environment_wins(tmp_path: Path) -> None:
    variables = {"XIAOYAN_PLAYGROUND__PORT": "9000", "XIAOYAN_LOG__LEVEL": "ERROR", "XIAOYAN_DEMO": "1"}
    settings = load(written(tmp_path, FULL), variables)
    assert (settings.playground.port, settings.log.level, settings.demo) == (9000, "error", True)
    assert settings.playground.host == "::1"


def test_file_that_a_windows_editor_saved_is_read(tmp_path: Path) -> None:
    file = tmp_path / "xiaoyan.toml"
    file.write_bytes('\ufeffschool = "青禾小学"\r\n[log]\r\nlevel = "error"\r\n'.encode())
    assert load(file, {}).log.level == "error"


def test_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "xiaoyan.toml"
    file.write_bytes('school = "青禾小学"'.encode("gb18030"))
    with pytest.raises(SettingsError, match="不是 UTF-8"):
        load(file, {})


def test_named_file_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="找不到设置文件"):
        load(tmp_path / "other.toml", {})
    with pytest.raises(SettingsError, match="读不了设置文件"):
        load(tmp_path, {})


def test_password_of_the_database_is_not_shown(tmp_path: Path) -> None:
    assert "xiaoyan:secret" not in repr(load(written(tmp_path, FULL), {}))
