"""A database that was upgraded is like a fresh one, and a fresh one is like the tables in the code."""

import importlib.util
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from storage import migrate
from storage.database import database_url as url_of
from storage.database import writing_engine
from storage.migrate import revision, revisions, upgrade
from storage.tables import Base
from storage.work import Storage
from tests.postgres import make_bare, own_database
from tests.storage.rows import open_school, person

FILES = sorted((migrate.MIGRATIONS / "versions").glob("*.py"))

REBUILDS_PEOPLE = '''
"""Make a table anew that others point to"""

from alembic import op
import sqlalchemy as sa

revision = "{revision}"
down_revision = "{down_revision}"


def upgrade() -> None:
    with op.batch_alter_table("people", recreate="{recreate}") as people:
        people.alter_column("name", type_=sa.String(60), existing_nullable=False)
'''


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database in which there is nothing at all."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'bare.db'}"
    url: str = request.getfixturevalue("postgres_url_to_migrate")
    make_bare(url)
    return url


@pytest.fixture(scope="session")
def postgres_url_to_migrate() -> Iterator[str]:
    with own_database("bare") as url:
        yield url


@pytest.fixture
def bare(bare_url: str) -> Iterator[Engine]:
    engine = writing_engine(url_of(bare_url))
    yield engine
    engine.dispose()


@pytest.fixture
def fresh(request: pytest.FixtureRequest, bare: Engine) -> Iterator[Engine]:
    """A database that was made in one go, of the same kind as `bare`."""
    if bare.dialect.name == "sqlite":
        url = f"sqlite:///{request.getfixturevalue('sqlite_template')}"
    else:
        url = request.getfixturevalue("postgres_url")
    engine = writing_engine(url_of(url))
    yield engine
    engine.dispose()


@pytest.fixture
def one_more(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, bare_url: str) -> str:
    """Migrations with a next one that makes `people` anew; its revision."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrate.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    last = revisions()[-1]
    added = f"{int(last) + 1:04}"
    recreate = "always" if bare_url.startswith("sqlite") else "never"
    (folder / "versions" / f"{added}_people_anew.py").write_text(
        REBUILDS_PEOPLE.format(revision=added, down_revision=last, recreate=recreate)
    )
    monkeypatch.setattr(migrate, "MIGRATIONS", folder)
    return added


def shape(engine: Engine) -> dict[str, Any]:
    """What the database itself says of its tables."""
    seen = inspect(engine)
    return {
        table: {
            "columns": [
                (column["name"], str(column["type"]), column["nullable"]) for column in seen.get_columns(table)
            ],
            "key": seen.get_pk_constraint(table),
            "foreign": sorted(seen.get_foreign_keys(table), key=str),
            "unique": sorted(seen.get_unique_constraints(table), key=str),
            "indexes": sorted(seen.get_indexes(table), key=str),
        }
        for table in seen.get_table_names()
    }


def test_fresh_database_is_what_the_code_says(bare: Engine) -> None:
    upgrade(bare)
    with bare.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []
        assert revision(connection) == revisions()[-1]
        assert set(inspect(connection).get_table_names()) == {*Base.metadata.tables, "alembic_version"}


@pytest.mark.parametrize("older", revisions())
def test_upgraded_database_is_like_a_fresh_one(older: str, bare: Engine, fresh: Engine) -> None:
    for step in revisions()[: revisions().index(older) + 1]:
        upgrade(bare, step)
    upgrade(bare)
    assert shape(bare) == shape(fresh)


def test_upgrade_keeps_rows_that_others_point_to(bare_url: str, bare: Engine, one_more: str) -> None:
    upgrade(bare, revisions()[-2])
    with bare.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO schools (id, name, timezone, bot_name, words, revision, last_id, last_number)"
                " VALUES (1, '青禾小学', 'Asia/Shanghai', '小研', '{}', 0, 2, 0)"
            )
        )
        connection.execute(
            text(
                "INSERT INTO people (school_id, id, name, departments, subjects, roles, aliases)"
                " VALUES (1, 1, '王芳', '[]', '[]', '[]', '[]')"
            )
        )
        connection.execute(
            text(
                "INSERT INTO identities (school_id, id, channel, tenant, external_id, person_id, bound_at)"
                " VALUES (1, 2, 'page', '', 'wf', 1, '2026-11-20 08:00:00')"
            )
        )
    storage = Storage(bare_url)
    open_school(storage, "另一所")
    storage.close()
    with bare.connect() as connection:
        assert revision(connection) == one_more
        assert connection.execute(text("SELECT name FROM people")).scalars().all() == ["王芳"]
        assert connection.execute(text("SELECT person_id FROM identities")).scalars().all() == [1]


def test_failed_migration_leaves_the_database_as_it_was(bare: Engine, one_more: str) -> None:
    upgrade(bare, revisions()[-2])
    before = shape(bare)
    with (migrate.MIGRATIONS / "versions" / f"{one_more}_people_anew.py").open("a") as file:
        file.write("    raise RuntimeError('half-way')\n")
    with pytest.raises(RuntimeError, match="half-way"):
        upgrade(bare)
    assert shape(bare) == before


def test_opening_twice_at_once_migrates_once(bare_url: str) -> None:
    opened: list[Storage] = []
    threads = [Thread(target=lambda: opened.append(Storage(bare_url))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 4
    school = open_school(opened[0], "青禾小学")
    for storage in opened:
        storage.write(school, lambda session: session.add(person(f"人{id(session)}"))).result(5)
        storage.close()


def test_database_of_a_newer_program_is_refused(bare: Engine) -> None:
    upgrade(bare)
    with bare.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ValueError, match="9999，比这里的小研"):
        upgrade(bare)


@pytest.mark.parametrize(("before", "file"), [*zip([None, *FILES], FILES, strict=False)])
def test_migration_is_named_by_its_revision(before: Path | None, file: Path) -> None:
    assert re.fullmatch(r"\d{4}_[a-z0-9_]+\.py", file.name)
    spec = importlib.util.spec_from_file_location(file.stem, file)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.revision == file.name[:4]
    assert module.down_revision == (before.name[:4] if before else None)
    assert int(module.revision) == (int(before.name[:4]) if before else 0) + 1
