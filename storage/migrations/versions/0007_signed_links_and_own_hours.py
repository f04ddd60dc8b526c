"""Signed links and own hours

The secret with which a school's links are signed, and the day and hour at which a person wants a digest.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("schools", sa.Column("secret", sa.String(length=64), nullable=True))
    op.add_column("subscriptions", sa.Column("weekday", sa.Integer(), nullable=True))
    op.add_column("subscriptions", sa.Column("at", sa.Time(), nullable=True))
