"""The first tables"""

import sqlalchemy as sa
from alembic import op

from storage.rows import Big, Json, Moment

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "schools",
        sa.Column("id", Big, autoincrement=True, nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("timezone", sa.String(length=50), nullable=False),
        sa.Column("bot_name", sa.String(length=50), nullable=False),
        sa.Column("words", Json, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("last_id", Big, nullable=False),
        sa.Column("last_number", Big, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schools")),
        sa.UniqueConstraint("name", name=op.f("uq_schools_name")),
    )
    op.create_table(
        "groups",
        sa.Column("school_id", Big, autoincrement=False, nullable=False),
        sa.Column("id", Big, autoincrement=False, nullable=False),
        sa.Column("channel", sa.String(length=50), nullable=False),
        sa.Column("conversation", sa.String(length=128), nullable=False),
        sa.Column("heard_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_groups_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_groups")),
        sa.UniqueConstraint(
            "school_id", "channel", "conversation", name=op.f("uq_groups_school_id_channel_conversation")
        ),
    )
    op.create_table(
        "people",
        sa.Column("school_id", Big, autoincrement=False, nullable=False),
        sa.Column("id", Big, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("gender", sa.String(length=2), nullable=True),
        sa.Column("birth", sa.Date(), nullable=True),
        sa.Column("departments", Json, nullable=False),
        sa.Column("subjects", Json, nullable=False),
        sa.Column("roles", Json, nullable=False),
        sa.Column("aliases", Json, nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_people_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_people")),
        sa.UniqueConstraint("school_id", "name", name=op.f("uq_people_school_id_name")),
    )
    op.create_table(
        "quotas",
        sa.Column("school_id", Big, autoincrement=False, nullable=False),
        sa.Column("id", Big, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=True),
        sa.Column("department", sa.String(length=50), nullable=True),
        sa.Column("age_below", sa.Integer(), nullable=True),
        sa.Column("age_from", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_quotas_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_quotas")),
    )
    op.create_table(
        "terms",
        sa.Column("school_id", Big, autoincrement=False, nullable=False),
        sa.Column("id", Big, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=False),
        sa.Column("first_monday", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_terms_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_terms")),
        sa.UniqueConstraint("school_id", "name", name=op.f("uq_terms_school_id_name")),
    )
    op.create_table(
        "activities",
        sa.Column("school_id", Big, autoincrement=False, nullable=False),
        sa.Column("id", Big, autoincrement=False, nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("department", sa.String(length=50), nullable=True),
        sa.Column("location", sa.String(length=200), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("start_at", Moment(), nullable=True),
        sa.Column("opened_at", Moment(), nullable=True),
        sa.Column("opened_by", Big, nullable=True),
        sa.Column("channel", sa.String(length=50), nullable=True),
        sa.Column("conversation", sa.String(length=128), nullable=True),
        sa.Column("closes_at", Moment(), nullable=True),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.Column("reported_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id", "opened_by"],
            ["people.school_id", "people.id"],
            name=op.f("fk_activities_school_id_opened_by"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_activities_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_activities")),
    )
    with op.batch_alter_table("activities", schema=None) as batch_op:
        batch_op.create_index("ix_activities_day", ["school_id", "day"], unique=False)

    op.create_table(
        "identities",
        sa.Column("school_id", Big, autoincrement=False, nullable=False),
        sa.Column("id", Big, autoincrement=False, nullable=False),
        sa.Column("channel", sa.String(length=50), nullable=False),
        sa.Column("external_id", sa.String(length=128), nullable=False),
        sa.Column("person_id", Big, nullable=False),
        sa.Column("bound_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "person_id"],
            ["people.school_id", "people.id"],
            name=op.f("fk_identities_school_id_person_id"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_identities_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_identities")),
        sa.UniqueConstraint(
            "school_id", "channel", "external_id", name=op.f("uq_identities_school_id_channel_external_id")
        ),
    )
    op.create_table(
        "inbox",
        sa.Column("school_id", Big, autoincrement=False, nullable=False),
        sa.Column("id", Big, autoincrement=False, nullable=False),
        sa.Column("channel", sa.String(length=50), nullable=False),
        sa.Column("message_id", sa.String(length=128), nullable=False),
        sa.Column("conversation", sa.String(length=128), nullable=False),
        sa.Column("sender", sa.String(length=128), nullable=False),
        sa.Column("person_id", Big, nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("frame", Json, nullable=True),
        sa.Column("replies", Json, nullable=True),
        sa.Column("heard_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "person_id"], ["people.school_id", "people.id"], name=op.f("fk_inbox_school_id_person_id")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_inbox_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_inbox")),
        sa.UniqueConstraint("school_id", "channel", "message_id", name=op.f("uq_inbox_school_id_channel_message_id")),
    )
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.create_index("ix_inbox_dialogue", ["school_id", "person_id", "conversation", "id"], unique=False)
        batch_op.create_index("ix_inbox_heard_at", ["school_id", "heard_at"], unique=False)

    op.create_table(
        "notices",
        sa.Column("school_id", Big, autoincrement=False, nullable=False),
        sa.Column("id", Big, autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("person_id", Big, nullable=True),
        sa.Column("channel", sa.String(length=50), nullable=True),
        sa.Column("conversation", sa.String(length=128), nullable=True),
        sa.Column("reply", Json, nullable=False),
        sa.Column("due_at", Moment(), nullable=False),
        sa.Column("claimed_at", Moment(), nullable=True),
        sa.Column("sent_at", Moment(), nullable=True),
        sa.Column("gave_up_at", Moment(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "person_id"], ["people.school_id", "people.id"], name=op.f("fk_notices_school_id_person_id")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_notices_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_notices")),
        sa.UniqueConstraint("school_id", "key", name=op.f("uq_notices_school_id_key")),
    )
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.create_index("ix_notices_due", ["school_id", "sent_at", "due_at"], unique=False)

    op.create_table(
        "questions",
        sa.Column("school_id", Big, autoincrement=False, nullable=False),
        sa.Column("id", Big, autoincrement=False, nullable=False),
        sa.Column("channel", sa.String(length=50), nullable=False),
        sa.Column("conversation", sa.String(length=128), nullable=False),
        sa.Column("person_id", Big, nullable=False),
        sa.Column("frame", Json, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("slot", sa.String(length=30), nullable=False),
        sa.Column("reads_as", sa.String(length=30), nullable=False),
        sa.Column("choices", Json, nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "person_id"], ["people.school_id", "people.id"], name=op.f("fk_questions_school_id_person_id")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_questions_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_questions")),
        sa.UniqueConstraint(
            "school_id",
            "channel",
            "conversation",
            "person_id",
            name=op.f("uq_questions_school_id_channel_conversation_person_id"),
        ),
    )
    op.create_table(
        "records",
        sa.Column("school_id", Big, autoincrement=False, nullable=False),
        sa.Column("number", Big, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=30), nullable=True),
        sa.Column("department", sa.String(length=50), nullable=True),
        sa.Column("level", sa.String(length=10), nullable=True),
        sa.Column("award", sa.String(length=10), nullable=True),
        sa.Column("stage", sa.String(length=10), nullable=True),
        sa.Column("venue", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("slots", Json, nullable=False),
        sa.Column("activity_id", Big, nullable=True),
        sa.Column("said_by", Big, nullable=False),
        sa.Column("said_at", Moment(), nullable=False),
        sa.Column("message", Big, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("cancelled_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id", "activity_id"],
            ["activities.school_id", "activities.id"],
            name=op.f("fk_records_school_id_activity_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "message"], ["inbox.school_id", "inbox.id"], name=op.f("fk_records_school_id_message")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "said_by"], ["people.school_id", "people.id"], name=op.f("fk_records_school_id_said_by")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_records_school_id")),
        sa.PrimaryKeyConstraint("school_id", "number", name=op.f("pk_records")),
        sa.UniqueConstraint("school_id", "message", "position", name=op.f("uq_records_school_id_message_position")),
    )
    with op.batch_alter_table("records", schema=None) as batch_op:
        batch_op.create_index("ix_records_activity", ["school_id", "activity_id"], unique=False)
        batch_op.create_index("ix_records_kind_day", ["school_id", "kind", "day"], unique=False)
        batch_op.create_index("ix_records_said_by", ["school_id", "said_by", "number"], unique=False)

    op.create_table(
        "history",
        sa.Column("school_id", Big, autoincrement=False, nullable=False),
        sa.Column("id", Big, autoincrement=False, nullable=False),
        sa.Column("number", Big, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by", Big, nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("before", Json, nullable=False),
        sa.Column("after", Json, nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "by"], ["people.school_id", "people.id"], name=op.f("fk_history_school_id_by")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "number"], ["records.school_id", "records.number"], name=op.f("fk_history_school_id_number")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_history_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_history")),
    )
    with op.batch_alter_table("history", schema=None) as batch_op:
        batch_op.create_index("ix_history_number", ["school_id", "number"], unique=False)

    op.create_table(
        "participants",
        sa.Column("school_id", Big, autoincrement=False, nullable=False),
        sa.Column("number", Big, autoincrement=False, nullable=False),
        sa.Column("person_id", Big, autoincrement=False, nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "number"],
            ["records.school_id", "records.number"],
            name=op.f("fk_participants_school_id_number"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "person_id"],
            ["people.school_id", "people.id"],
            name=op.f("fk_participants_school_id_person_id"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_participants_school_id")),
        sa.PrimaryKeyConstraint("school_id", "number", "person_id", "role", name=op.f("pk_participants")),
    )
    with op.batch_alter_table("participants", schema=None) as batch_op:
        batch_op.create_index("ix_participants_person", ["school_id", "person_id", "role"], unique=False)

    # ### end Alembic commands ###
