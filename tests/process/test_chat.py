"""`python -m bot chat` in scripts: lines in, what the bot says out, and nothing else."""

import subprocess
import sys
from pathlib import Path

CHAT = [sys.executable, "-m", "bot", "chat", "--at", "2026-11-18T16:20"]
LESSON = "今天第二节听了王芳的语文课，三2班《草船借箭》"
KEPT = "听课：11月18日 周三 第2节 王芳 语文 三(2)班《草船借箭》"


def chat(script: str, *options: str) -> tuple[list[str], str]:
    """What it printed, and what it complained about."""
    done = subprocess.run([*CHAT, *options], input=script, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines(), done.stderr


def test_the_group_in_a_terminal() -> None:
    said, errors = chat(f"""; 一条听课
李娜> {LESSON}

李娜@[#1]> 改成第3节
李娜#> 我听了几节课
/press 李娜 哪几条
李娜> 大家辛苦了
""")
    assert said == [
        f"小研→群: 已记录 #1 {KEPT}，本学期第1节/15 【撤回】",
        "小研→群: 已改 #1：节次 第2节→第3节",
        "小研→李娜: 您本学期听课1节，指标15节，还差14节 【哪几条】",
        "小研→李娜: 您本学期听课共1条：",
        "  #1 11月18日 周三 第3节 王芳 语文 三(2)班《草船借箭》",
    ]
    assert errors == ""


def test_the_clock_moves_and_what_falls_due_happens() -> None:
    said, _ = chat("""张敏@> 开签到，数学组集体备课
王磊> 签到
/press 黄河 签到
/at 2026-11-18T20:00
""")
    assert said == [
        "小研→群: 签到开始：数学组集体备课，发“签到”即可 【签到】",
        "小研→黄河: 已记录 #2 签到：11月18日 周三 数学组集体备课 到 【撤回】",
        "小研→群: 数学组集体备课：已签 2/9",
        "小研→张敏: 数学组集体备课还没签到的7人：蒋文、张敏、李强、赵军、孙丽、周洁、钱多多",
        "小研→群: 签到结束：数学组集体备课，到2人，未到7人",
    ]


def test_a_message_delivered_twice_is_one_record() -> None:
    said, _ = chat(f"李娜> {LESSON}\n/again\n李娜#> 我听了几节课\n")
    assert said[0] == said[1]
    assert "听课1节" in said[2]


def test_files_come_and_go(tmp_path: Path) -> None:
    paper = tmp_path / "让学生先说.pdf"
    paper.write_bytes(b"%PDF-1.7")
    said, _ = chat(
        f"李娜> {LESSON}\n李娜#> 导出我这学期的听课记录\n李娜> 交论文《让学生先说》\n/file 李娜 {paper}\n"
        "李娜#> 把我那篇论文发我\n",
        "--files",
        str(tmp_path / "out"),
    )
    name, _, path = said[2].removeprefix("小研→李娜: [文件 ").partition("] ")
    assert name == "李娜本学期听课.xlsx"
    assert Path(path).is_file()
    assert Path(path).is_relative_to(tmp_path / "out")
    assert said[4:7] == [
        "小研→李娜: 收到，已附到 #2《让学生先说》",
        "小研→群: #2《让学生先说》的文件已收到",
        "小研→李娜: #2《让学生先说》的文件",
    ]
    name, _, path = said[7].removeprefix("小研→李娜: [文件 ").partition("] ")
    assert name == "让学生先说.pdf"
    assert Path(path).read_bytes() == b"%PDF-1.7"
    assert paper.exists()


def test_a_line_break_is_written_as_backslash_n() -> None:
    said, _ = chat("王磊> #接龙\\n数学组集体备课签到\\n1. 王磊\\n2. 黄河\n")
    assert said == ["小研→群: 已记录 #1 签到：11月18日 周三 数学组集体备课 王磊、黄河 到 【撤回】"]


def test_a_database_is_kept(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/kept/school.db"
    chat(f"李娜> {LESSON}\n", "--database", url)
    said, _ = chat("李娜#> 我听了几节课\n", "--database", url)
    assert "听课1节" in said[0]


def test_bad_lines_are_named_and_the_rest_is_read() -> None:
    said, errors = chat("没有人说\n/at 昨天\n/press 李娜 没有\n/fly\n李娜#> 帮助\n")
    assert said[0].startswith("小研→李娜: 直接跟我说就行")
    assert [line.split("：")[0] for line in errors.splitlines()] == ["第1行", "第2行", "第3行", "第4行"]


def test_a_bad_school_file_stops_it(tmp_path: Path) -> None:
    file = tmp_path / "school.json"
    file.write_text("{}", "utf-8")
    done = subprocess.run([*CHAT, "--school", str(file)], input="", capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert "不能用" in done.stderr
