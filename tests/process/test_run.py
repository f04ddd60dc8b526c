"""`python -m bot run`: it starts, says where it is, ends on SIGTERM, and says what is wrong when it cannot."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

RUN = [sys.executable, "-m", "bot", "run"]
REPOSITORY = Path(__file__).parents[2]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _environment(**settings: str) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(REPOSITORY),
        **{f"XIAOYAN_{name}": value for name, value in settings.items()},
    }


@contextmanager
def running(directory: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    environment = _environment(PLAYGROUND__PORT=str(port))
    with subprocess.Popen(
        RUN, cwd=directory, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert "小研已启动" in process.stdout.readline()
        yield process


def test_it_serves_the_demo_school_and_ends_on_sigterm(tmp_path: Path) -> None:
    port = _free_port()
    with running(tmp_path, port) as process:
        with urlopen(f"http://127.0.0.1:{port}/") as page:
            assert "小研" in page.read().decode()
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=10)
    assert time.monotonic() - began < 5
    assert process.returncode == 0
    assert "Traceback" not in errors
    assert (tmp_path / "data" / "xiaoyan.db").exists()


def test_a_taken_port_is_said(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            RUN, cwd=tmp_path, env=_environment(PLAYGROUND__PORT=str(port)), capture_output=True, text=True, timeout=60
        )
    assert done.returncode == 2
    assert f"127.0.0.1:{port} 不能用" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_setting_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "xiaoyan.toml").write_text("[playground]\nport = 0\n", "utf-8")
    done = subprocess.run(RUN, cwd=tmp_path, env=_environment(), capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert re.search(r"xiaoyan\.toml 第2行：playground\.port", done.stderr)


def test_without_a_school_it_says_how_to_load_one(tmp_path: Path) -> None:
    (tmp_path / "xiaoyan.toml").write_text("[playground]\nenabled = true\n", "utf-8")
    done = subprocess.run(RUN, cwd=tmp_path, env=_environment(), capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert "school load" in done.stderr
