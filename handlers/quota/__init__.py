"""指标: what a rule is: whom it binds, what an absence takes off it, how far one is. It says nothing but itself."""

from handlers.quota.amounts import amount, done, owed, progress

__all__ = ["amount", "done", "owed", "progress"]
