"""The clock: it wakes what is due. The real one ticks; the playground's can be moved as well."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from scheduled.delivery import Delivery
from scheduled.due import Job
from storage import notices
from storage.session import Session
from storage.work import Storage

TICK_SECONDS = 15
REST_SECONDS = 0.2
"""Between two looks when many ask for one, so that a burst of messages is not slowed by them."""


class Clock:
    """Time for one school: `now`, and what falls due.

    The time is the machine's plus what it was moved forward by. Every moment at which something is due is
    visited in order, so that a bot that slept says what it would have said, in the order in which it would have.
    """

    def __init__(
        self,
        storage: Storage,
        school_id: int,
        jobs: Sequence[Job],
        delivery: Delivery,
        *,
        fixed: datetime | None = None,
    ) -> None:
        """With `fixed` (aware) time stands still there until it is moved; otherwise it runs."""
        self._storage = storage
        self._school_id = school_id
        self._jobs = jobs
        self._delivery = delivery
        self._fixed = fixed
        self._ahead = timedelta()
        self._one_at_a_time = asyncio.Lock()
        self._awake: asyncio.Task[None] | None = None
        self._look_again = False
        self._scheduler: AsyncIOScheduler | None = None
        self._log = structlog.get_logger("clock")

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return self._fixed or datetime.now(UTC) + self._ahead

    async def move(self, to: datetime) -> None:
        """Goes forward to `to`; what falls due on the way happens, in order. Raises ValueError for the past."""
        if to < self.now():
            raise ValueError(f"{to} has passed")
        await self._reach(to)

    async def _reach(self, to: datetime) -> None:
        async with self._one_at_a_time:
            due, jobs = await self._next_due()
            while due is not None and due <= to:
                self._set(max(due, self.now()))
                before = due
                due, jobs = await self._happen(jobs)
                if due == before:  # it has to wait
                    break
            self._set(max(to, self.now()))

    def wake(self) -> None:
        """Lets what is due by now happen soon, behind the caller; a clock that is awake looks once more."""
        self._look_again = True
        if self._awake is None or self._awake.done():
            self._awake = asyncio.create_task(self._look())

    async def settle(self) -> None:
        """Waits until what `wake` began is done."""
        if self._awake is not None:
            await self._awake

    def start(self) -> None:
        """Ticks from now on, and first makes up for the time when nobody did."""
        self.wake()
        self._scheduler = AsyncIOScheduler(timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True})
        self._scheduler.add_job(self._tick, "interval", seconds=TICK_SECONDS)
        self._scheduler.start()

    def stop(self) -> None:
        """Ticks no more."""
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)

    async def _tick(self) -> None:
        self.wake()

    async def _look(self) -> None:
        while self._look_again:
            self._look_again = False
            try:
                await self._reach(self.now())
            except Exception:
                self._log.exception("tick failed")
            if self._look_again:
                await asyncio.sleep(REST_SECONDS)

    def _set(self, to: datetime) -> None:
        if self._fixed is not None:
            self._fixed = to.astimezone(UTC)
        elif to > self.now():
            self._ahead += to - self.now()

    async def _next_due(self) -> tuple[datetime | None, Sequence[Job]]:
        """When something is due next, and the jobs that have something to do then, or had before."""

        def look(session: Session) -> tuple[datetime | None, Sequence[Job]]:
            dues = [(job.due_at(session), job) for job in self._jobs]
            first = min(filter(None, (notices.next_due(session), *(due for due, _ in dues))), default=None)
            until = max(first, self.now()) if first else None
            return first, [job for due, job in dues if due and until and due <= until]

        return await asyncio.wrap_future(self._storage.read(self._school_id, look))

    async def _happen(self, jobs: Sequence[Job]) -> tuple[datetime | None, Sequence[Job]]:
        """Runs those of the jobs that are still due, then delivers; what is due next."""
        now = self.now()

        def run(session: Session) -> None:
            for job in jobs:
                due = job.due_at(session)
                if due is not None and due <= now:
                    job.run(session, now)

        if jobs:
            await asyncio.wrap_future(self._storage.write(self._school_id, run))
        await self._delivery.deliver(self.now)
        return await self._next_due()
