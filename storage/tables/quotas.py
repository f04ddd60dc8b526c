"""How many a term asks for."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from storage.rows import Numbered


class Quota(Numbered):
    """指标: so many of a kind in a term, for those whom `role`, `department` and age on the term's first day admit.

    `age_below` and `age_from` are whole years: 35 below means not yet 35. An absent condition admits everyone.
    """

    __tablename__ = "quotas"

    kind: Mapped[str] = mapped_column(String(30))
    amount: Mapped[int]
    role: Mapped[str | None] = mapped_column(String(20))
    department: Mapped[str | None] = mapped_column(String(50))
    age_below: Mapped[int | None]
    age_from: Mapped[int | None]
