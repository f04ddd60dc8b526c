"""What every table is made of: types that hold on both databases, and rows that belong to a school."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    TypeDecorator,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

Big = BigInteger().with_variant(Integer, "sqlite")
Json = JSON().with_variant(JSONB(), "postgresql")


class Moment(TypeDecorator[datetime]):
    """An aware time: kept in UTC, given back in UTC. A naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """All tables. Constraints have names, so that a migration can alter them on SQLite too."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Moment(),
        dict[str, Any]: Json,
        list[str]: Json,
        list[Any]: Json,
    }


class Owned(Base):
    """A row of a school: `storage.session` stamps the school, and the key where it is None, when the row is written.

    A relationship `_written_after` is there for its order alone: rows that are flushed together are written in it.
    """

    __abstract__ = True

    @declared_attr
    def school_id(cls) -> Mapped[int]:  # noqa: N805
        return mapped_column(Big, ForeignKey("schools.id"), primary_key=True, autoincrement=False, sort_order=-2)


class Numbered(Owned):
    """A row with an id of its own, unique within the school."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False, sort_order=-1)


def to_people(*columns: str) -> list[ForeignKeyConstraint]:
    """A foreign key to people for each column: of the same school, as the key says."""
    return [ForeignKeyConstraint(["school_id", column], ["people.school_id", "people.id"]) for column in columns]
