"""Records of other years, out of a workbook: a sheet for each kind, in the columns that an export has too."""

from handlers.past.loading import Plan, plan, put, undo
from handlers.past.reading import Line, read, write_template

__all__ = ["Line", "Plan", "plan", "put", "read", "undo", "write_template"]
