"""Quotas as sentences

What a sentence of the office says of a quota, who is away, what a record is worth, and who asked about whom.
"""

import sqlalchemy as sa
from alembic import op

from storage.rows import Big, Json, Moment

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    with op.batch_alter_table("quotas") as quotas:
        quotas.add_column(sa.Column("audience", Json, nullable=True))
        quotas.add_column(sa.Column("filters", Json, nullable=True))
        quotas.add_column(sa.Column("per", sa.String(length=20), nullable=True))
        quotas.add_column(sa.Column("each", sa.Integer(), nullable=True))
        quotas.add_column(sa.Column("since", sa.Date(), nullable=True))
        quotas.add_column(sa.Column("until", sa.Date(), nullable=True))
        quotas.add_column(sa.Column("said", sa.String(length=400), nullable=True))
        quotas.add_column(sa.Column("set_by", Big, nullable=True))
        quotas.add_column(sa.Column("set_at", Moment(), nullable=True))
        quotas.create_foreign_key("fk_quotas_school_id_set_by", "people", ["school_id", "set_by"], ["school_id", "id"])
    _table(
        "absences",
        ["person_id", "told_by"],
        sa.Column("person_id", Big, nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=True),
        sa.Column("told_by", Big, nullable=False),
        sa.Column("told_at", Moment(), nullable=False),
        sa.Column("cancelled_at", Moment(), nullable=True),
    )
    op.create_index("ix_absences_person", "absences", ["school_id", "person_id"])
    _table(
        "score_rules",
        ["set_by"],
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("filters", Json, nullable=False),
        sa.Column("points", sa.Float(), nullable=False),
        sa.Column("set_by", Big, nullable=False),
        sa.Column("set_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
    )
    _table(
        "inquiries",
        ["asked_by"],
        sa.Column("asked_by", Big, nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("about", Json, nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
    )
    op.create_index("ix_inquiries_asked", "inquiries", ["school_id", "asked_at"])


def _table(name: str, people: list[str], *columns: sa.Column[object]) -> None:
    op.create_table(
        name,
        sa.Column("school_id", Big, autoincrement=False, nullable=False),
        sa.Column("id", Big, autoincrement=False, nullable=False),
        *columns,
        *(
            sa.ForeignKeyConstraint(
                ["school_id", person], ["people.school_id", "people.id"], name=f"fk_{name}_school_id_{person}"
            )
            for person in people
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=f"fk_{name}_school_id"),
        sa.PrimaryKeyConstraint("school_id", "id", name=f"pk_{name}"),
    )
