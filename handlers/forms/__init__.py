"""Forms in Word, out of templates that the office may replace."""

from handlers.forms.make import make

__all__ = ["make"]
