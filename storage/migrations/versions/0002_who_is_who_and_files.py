"""Who is who, files, the way a notice went

An identity has a tenant, a chat may be private, a notice keeps by which way it arrived; codes and claims by which
unknown senders become known; files and the records that wait for one.
"""

import sqlalchemy as sa
from alembic import op

from storage.rows import Big, Moment

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _identities()
    _chats()
    _codes_and_claims()
    _files()
    op.add_column("notices", sa.Column("way", sa.String(length=20), nullable=True))


def _identities() -> None:
    with op.batch_alter_table("identities") as identities:
        identities.add_column(sa.Column("tenant", sa.String(length=64), nullable=False, server_default=""))
        identities.drop_constraint("uq_identities_school_id_channel_external_id", type_="unique")
        identities.create_unique_constraint(
            "uq_identities_school_id_channel_tenant_external_id", ["school_id", "channel", "tenant", "external_id"]
        )
    with op.batch_alter_table("identities") as identities:
        identities.alter_column("tenant", existing_type=sa.String(length=64), server_default=None)


def _chats() -> None:
    op.create_table(
        "chats",
        *_owned("chats"),
        sa.Column("channel", sa.String(length=50), nullable=False),
        sa.Column("conversation", sa.String(length=128), nullable=False),
        sa.Column("place", sa.String(length=10), nullable=False),
        sa.Column("heard_at", Moment(), nullable=False),
        sa.UniqueConstraint("school_id", "channel", "conversation", name="uq_chats_school_id_channel_conversation"),
    )
    op.execute(
        "INSERT INTO chats (school_id, id, channel, conversation, place, heard_at) "
        "SELECT school_id, id, channel, conversation, 'group', heard_at FROM groups"
    )
    op.drop_table("groups")


def _codes_and_claims() -> None:
    op.create_table(
        "codes",
        *_owned("codes"),
        sa.Column("person_id", Big, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        _to_people("codes"),
        sa.UniqueConstraint("school_id", "person_id", name="uq_codes_school_id_person_id"),
    )
    op.create_table(
        "claims",
        *_owned("claims"),
        sa.Column("channel", sa.String(length=50), nullable=False),
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("external_id", sa.String(length=128), nullable=False),
        sa.Column("person_id", Big, nullable=True),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("decided_at", Moment(), nullable=True),
        sa.Column("granted", sa.Boolean(), nullable=True),
        _to_people("claims"),
    )
    op.create_index("ix_claims_sender", "claims", ["school_id", "channel", "tenant", "external_id"])


def _files() -> None:
    op.create_table(
        "files",
        *_owned("files"),
        sa.Column("number", Big, nullable=True),
        sa.Column("person_id", Big, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("size", Big, nullable=False),
        sa.Column("received_at", Moment(), nullable=False),
        _to_people("files"),
        _to_records("files"),
    )
    op.create_index("ix_files_number", "files", ["school_id", "number"])
    op.create_table(
        "awaited",
        *_owned("awaited"),
        sa.Column("number", Big, nullable=False),
        sa.Column("person_id", Big, nullable=False),
        sa.Column("channel", sa.String(length=50), nullable=False),
        sa.Column("conversation", sa.String(length=128), nullable=False),
        sa.Column("until", Moment(), nullable=False),
        _to_people("awaited"),
        _to_records("awaited"),
        sa.UniqueConstraint("school_id", "number", name="uq_awaited_school_id_number"),
    )


def _owned(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("school_id", Big, autoincrement=False, nullable=False),
        sa.Column("id", Big, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=f"fk_{table}_school_id"),
        sa.PrimaryKeyConstraint("school_id", "id", name=f"pk_{table}"),
    )


def _to_people(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["school_id", "person_id"], ["people.school_id", "people.id"], name=f"fk_{table}_school_id_person_id"
    )


def _to_records(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["school_id", "number"], ["records.school_id", "records.number"], name=f"fk_{table}_school_id_number"
    )
