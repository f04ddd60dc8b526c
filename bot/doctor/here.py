"""What is on this machine: the database, the disk, the school in it."""

import os
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from bot.app import NotReady, the_school
from bot.channels.wecom.bodies import masked
from bot.channels.wecom.hearing import CHANNEL
from bot.doctor import written
from bot.doctor.finding import Finding, bad, beware, fine
from bot.settings import Settings
from storage import inbox, roster
from storage.roster import Roster
from storage.work import DatabaseError, Storage

LITTLE, TOO_LITTLE = 1 << 30, 100 << 20
MOST_NAMES = 8
SQLITE = "sqlite:///"
LOAD = "填好学校文件，再运行：python -m bot school load 学校.xlsx"
MASKED = (
    "机器人不是超级管理员建的，老师的账号是加密的，换一个应用就变。请超级管理员在管理后台"
    "“安全与管理 → 管理工具 → 智能机器人”里新建一个，换掉设置里的 BotID 和 Secret，再请老师重新绑定"
)


def database_file(settings: Settings) -> Path | None:
    """None for PostgreSQL."""
    return Path(settings.database.removeprefix(SQLITE)) if settings.database.startswith(SQLITE) else None


def open_database(settings: Settings) -> tuple[Storage | None, Finding]:
    """Opening brings the tables up to date and takes the write lock, so that one that opens can be written."""
    file = database_file(settings)
    if file and not file.exists():
        return None, beware(f"数据库：{file} 还没有，第一次启动或读入学校时会建")
    kind = str(file or "PostgreSQL")
    try:
        storage = Storage(settings.database)
    except (DatabaseError, OSError, ValueError) as error:
        return None, bad(f"数据库：打不开 {kind}（{_short(error)}）", _remedy(file))
    try:
        storage.write(None, lambda _: None).result()
    except (DatabaseError, OSError) as error:
        storage.close()
        return None, bad(f"数据库：{kind} 不能写（{_short(error)}）", _remedy(file))
    return storage, fine(f"数据库：{kind} 打得开，能写，表是新的")


def disk(settings: Settings) -> Iterator[Finding]:
    """Room for the database and the files, and whether files can be put there."""
    file = database_file(settings)
    for name, path in (("数据库", file.parent if file else None), ("文件", settings.files)):
        if path is None:
            continue
        place = next(one for one in (path.absolute(), *path.absolute().parents) if one.exists())
        if not place.is_dir() or not os.access(place, os.W_OK):
            yield bad(f"磁盘：放{name}的 {place} 不能写", f"把它交给运行小研的用户：chown -R 用户 {place}")
            continue
        free = shutil.disk_usage(place).free
        told = f"磁盘：放{name}的地方还有 {free / (1 << 30):.1f} GB"
        if free < TOO_LITTLE:
            yield bad(told, "请清理磁盘，不然记录存不下来")
        else:
            yield beware(told, "请尽快清理磁盘") if free < LITTLE else fine(told)


def find_school(settings: Settings, storage: Storage) -> tuple[Roster | None, Finding | None]:
    """The school that would be served."""
    try:
        school_id = the_school(storage, settings.school)
    except NotReady as problem:
        return None, bad(f"花名册：{problem}", LOAD)
    if school_id is None and settings.demo:
        return None, beware("花名册：还没有学校，启动时会装一所演示用的")
    if school_id is None:
        return None, bad("花名册：数据库里还没有学校", LOAD)
    return storage.read(school_id, roster.load).result(), None


def people(school: Roster, settings: Settings, today: date) -> Iterator[Finding]:
    """Who is there, whom WeCom's accounts speak for, and whether the term is known."""
    if not school.present:
        yield bad(f"花名册：{school.name}，一个人也没有", LOAD)
    elif not written.in_wecom(settings):
        yield fine(f"花名册：{school.name}，{len(school.present)}人")
    else:
        yield from _bound(school)
    term = school.term(today)
    if term is None:
        yield beware(f"学期：今天 {today} 不在任何学期里", "假期里不用管；开学了，请在学校文件的“学期”表里加上，再读入")
    else:
        yield fine(f"学期：今天在 {term.name}")


def clear_ids(storage: Storage, school: Roster) -> Iterator[Finding]:
    """Accounts that WeCom encrypted, among those bound and those that spoke."""
    seen = {id_ for channel, _, id_ in school.identities if channel == CHANNEL}
    seen |= set(storage.read(school.school_id, lambda session: inbox.senders(session, CHANNEL)).result())
    if found := sum(1 for id_ in seen if masked(id_)):
        yield bad(f"账号：有{found}个是 wo 开头的加密账号", MASKED)


def zone(school: Roster, now: datetime) -> Finding:
    """By which the school's days begin."""
    return fine(f"时区：{school.zone}，学校现在是 {now.astimezone(school.zone):%Y-%m-%d %H:%M}")


def _bound(school: Roster) -> Iterator[Finding]:
    known = {person for (channel, _, _), person in school.identities.items() if channel == CHANNEL}
    unknown = [member.name for member in school.present if member.id not in known]
    told = f"花名册：{school.name}，{len(school.present)}人，企业微信里认得{len(school.present) - len(unknown)}人"
    if not unknown:
        yield fine(told)
        return
    some = "、".join(unknown[:MOST_NAMES]) + ("等" if len(unknown) > MOST_NAMES else "")
    yield beware(
        f"{told}，还有{len(unknown)}人没有企业微信号：{some}",
        "在学校文件的“企业微信号”一列填上账号再读入，或由教科室对小研说“发绑定码”",
    )
    if not any("office" in member.roles and member.id in known for member in school.present):
        yield beware("花名册：教科室没有人绑定，绑定码没有人能发", "先在学校文件里填上教科室一位老师的企业微信号")


def _remedy(file: Path | None) -> str:
    if file:
        return f"确认 {file} 和它的目录属于运行小研的用户，磁盘没有满；文件坏了就用备份恢复（docs/install.md）"
    return "确认 PostgreSQL 在运行，设置里 database 的主机、用户、密码和库名都对"


def _short(error: Exception) -> str:
    """What a driver says, without the statement around it; a driver may quote the address, and so the password."""
    first = str(getattr(error, "orig", None) or error).splitlines()[0]
    return first if "://" not in first else type(error).__name__
