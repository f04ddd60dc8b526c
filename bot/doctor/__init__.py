"""The examination: what is set up is looked at step by step, and each fault is told with what to do about it."""

import contextlib
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path

from aiohttp import ClientSession

from bot.channels.wecom.hearing import CHANNEL
from bot.doctor import addresses, here, network, wecom, written
from bot.doctor.finding import Finding, bad
from bot.doctor.network import Now
from bot.doctor.wecom import Push
from bot.settings import FILE, Settings, SettingsError, load
from storage import roster
from storage.roster import Roster
from storage.work import Storage

__all__ = ["Finding", "examine"]

CORRECT = "照这一行改设置；全部的键和写法在 docs/install.md"


async def examine(
    config: Path | None, environ: Mapping[str, str], push: str | None, now: Now
) -> AsyncIterator[Finding]:
    """`push`: the chatid of a group, or the account of a person, to which one message is sent by each way that can."""
    try:
        settings = load(config, environ)
    except SettingsError as problem:
        for line in str(problem).splitlines():
            yield bad(f"设置：{line}", CORRECT)
        return
    file = config or (FILE if FILE.exists() else None)
    for finding in written.look(settings, file.name if file else ""):
        yield finding
    storage, opened = here.open_database(settings)
    yield opened
    for finding in here.disk(settings):
        yield finding
    with contextlib.closing(storage) if storage else contextlib.nullcontext():
        async for finding in _with(storage, settings, push, now):
            yield finding


async def _with(storage: Storage | None, settings: Settings, push: str | None, now: Now) -> AsyncIterator[Finding]:
    school, problem = here.find_school(settings, storage) if storage else (None, None)
    if problem:
        yield problem
    if school:
        for finding in here.people(school, settings, school.local_day(now())):
            yield finding
        yield here.zone(school, now())
    target = _target(storage, school, push) if push else None
    async with ClientSession() as session:
        for look in _channels(session, settings, target, now):
            async for finding in look:
                yield finding
    if storage and school:
        for finding in here.clear_ids(storage, school):
            yield finding


def _channels(
    session: ClientSession, settings: Settings, push: Push | None, now: Now
) -> Iterator[AsyncIterator[Finding]]:
    yield network.clock(session, settings, now)
    if written.connects(settings):
        yield wecom.connection(settings, now, push)
    if settings.wecom.webhook.url:
        yield wecom.webhook(session, settings, push)
    if written.has_app(settings):
        yield wecom.app(session, settings, push)
    yield addresses.look(session, settings, now)


def _target(storage: Storage | None, school: Roster | None, chat: str) -> Push:
    """A group, unless it is known as the account of a person."""
    groups = []
    if storage and school:
        groups = storage.read(school.school_id, lambda session: roster.groups(session, CHANNEL)).result()
    person = school is not None and any(
        channel == CHANNEL and id_ == chat.casefold() for channel, _, id_ in school.identities
    )
    return Push(chat, "private" if person and chat not in groups else "group")
