"""Brings a database to the present schema when it is opened.

Alembic takes most of a second to import, so it is asked only when there is something to do.
"""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 0x7869616F  # one process migrates a PostgreSQL database at a time


def newest() -> str:
    """The revision of the present schema: migrations are files named by their revision, 0001 and up."""
    return max(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def upgrade(engine: Engine) -> None:
    """Applies the migrations that the database lacks, in one transaction where the database can."""
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        if revision(connection) != newest():
            _run(connection)


def revision(connection: Connection) -> str | None:
    """The revision that the database is at, None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def _run(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
