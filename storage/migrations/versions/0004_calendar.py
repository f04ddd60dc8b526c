"""Calendar

The lines of pasted calendars, and the secret link by which what is planned can be subscribed to.
"""

import sqlalchemy as sa
from alembic import op

from storage.rows import Big, Moment

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "calendar",
        *_owned(),
        sa.Column("message", Big, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=False),
        sa.Column("guessed", sa.Boolean(), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("sort", sa.String(length=20), nullable=False),
        sa.Column("deadline_id", Big, nullable=True),
        sa.Column("set_by", Big, nullable=False),
        sa.Column("set_at", Moment(), nullable=False),
        sa.Column("kept_at", Moment(), nullable=True),
        sa.Column("cancelled_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id", "message"], ["inbox.school_id", "inbox.id"], name="fk_calendar_school_id_message"
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "deadline_id"],
            ["deadlines.school_id", "deadlines.id"],
            name="fk_calendar_school_id_deadline_id",
        ),
        *_ends("calendar", "set_by"),
        sa.UniqueConstraint("school_id", "message", "position", name="uq_calendar_school_id_message_position"),
    )
    op.create_index("ix_calendar_start", "calendar", ["school_id", "start"])
    op.create_table(
        "links",
        *_owned(),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("made_by", Big, nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        *_ends("links", "made_by"),
        sa.UniqueConstraint("school_id", name="uq_links_school_id"),
    )


def _owned() -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("school_id", Big, autoincrement=False, nullable=False),
        sa.Column("id", Big, autoincrement=False, nullable=False),
    )


def _ends(table: str, person: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.ForeignKeyConstraint(
            ["school_id", person], ["people.school_id", "people.id"], name=f"fk_{table}_school_id_{person}"
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=f"fk_{table}_school_id"),
        sa.PrimaryKeyConstraint("school_id", "id", name=f"pk_{table}"),
    )
