"""Deadlines and digests

What is due and for whom, who said that it is done, who wants no reminders until when, who wants which digest; a
notice that had nothing left to say.
"""

import sqlalchemy as sa
from alembic import op

from storage.rows import Big, Json, Moment

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "deadlines",
        *_owned(),
        sa.Column("id", Big, autoincrement=False, nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("due_at", Moment(), nullable=False),
        sa.Column("whole_day", sa.Boolean(), nullable=False),
        sa.Column("audience", Json, nullable=False),
        sa.Column("counts", Json, nullable=True),
        sa.Column("every", Json, nullable=True),
        sa.Column("set_by", Big, nullable=False),
        sa.Column("set_at", Moment(), nullable=False),
        sa.Column("channel", sa.String(length=50), nullable=True),
        sa.Column("conversation", sa.String(length=128), nullable=True),
        sa.Column("next_step_at", Moment(), nullable=True),
        sa.Column("cancelled_at", Moment(), nullable=True),
        _to_people("deadlines", "set_by"),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_deadlines_school_id"),
        sa.PrimaryKeyConstraint("school_id", "id", name="pk_deadlines"),
    )
    op.create_index("ix_deadlines_step", "deadlines", ["school_id", "next_step_at"])
    op.create_table(
        "done",
        *_owned(),
        sa.Column("deadline_id", Big, autoincrement=False, nullable=False),
        sa.Column("person_id", Big, autoincrement=False, nullable=False),
        sa.Column("said_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "deadline_id"], ["deadlines.school_id", "deadlines.id"], name="fk_done_school_id_deadline_id"
        ),
        _to_people("done"),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_done_school_id"),
        sa.PrimaryKeyConstraint("school_id", "deadline_id", "person_id", name="pk_done"),
    )
    _of_people("quiet", ["person_id"], sa.Column("until", Moment(), nullable=False))
    _of_people(
        "subscriptions",
        ["person_id", "what"],
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("wanted", sa.Boolean(), nullable=False),
        sa.Column("said_at", Moment(), nullable=False),
    )
    op.add_column("notices", sa.Column("dropped_at", Moment(), nullable=True))


def _of_people(table: str, unique: list[str], *columns: sa.Column[object]) -> None:
    op.create_table(
        table,
        *_owned(),
        sa.Column("id", Big, autoincrement=False, nullable=False),
        sa.Column("person_id", Big, nullable=False),
        *columns,
        _to_people(table),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=f"fk_{table}_school_id"),
        sa.PrimaryKeyConstraint("school_id", "id", name=f"pk_{table}"),
        sa.UniqueConstraint("school_id", *unique, name=f"uq_{table}_school_id_{'_'.join(unique)}"),
    )


def _owned() -> tuple[sa.schema.SchemaItem, ...]:
    return (sa.Column("school_id", Big, autoincrement=False, nullable=False),)


def _to_people(table: str, column: str = "person_id") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["school_id", column], ["people.school_id", "people.id"], name=f"fk_{table}_school_id_{column}"
    )
