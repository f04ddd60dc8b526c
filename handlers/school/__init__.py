"""A school comes from a file: `read` it, `plan` what it would change, `apply` it."""

from handlers.school.check import BadFile
from handlers.school.file import SchoolFile
from handlers.school.loading import Change, Changes, apply, load, plan, read, today, write_template

__all__ = ["BadFile", "Change", "Changes", "SchoolFile", "apply", "load", "plan", "read", "today", "write_template"]
