"""Deadlines that nobody set by word

What the school's file says is due becomes a deadline once: `key` says of what it was made.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("deadlines", sa.Column("key", sa.String(length=300), nullable=True))
    op.create_index("ix_deadlines_key", "deadlines", ["school_id", "key"], unique=True)
