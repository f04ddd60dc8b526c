"""The tables. Every row but a school's own belongs to a school, and its key and foreign keys begin with it."""

from storage.rows import Base, Numbered, Owned
from storage.tables.calendar import Entry, Link
from storage.tables.deadlines import Deadline, Done, Quiet
from storage.tables.files import Awaited, File
from storage.tables.notices import Notice, Subscription
from storage.tables.people import Claim, Code, Identity, Person
from storage.tables.quotas import Absence, Inquiry, Quota, ScoreRule
from storage.tables.records import Activity, Change, Participant, Record
from storage.tables.school import School, Term
from storage.tables.talk import Chat, Heard, Question

__all__ = [
    "Absence",
    "Activity",
    "Awaited",
    "Base",
    "Change",
    "Chat",
    "Claim",
    "Code",
    "Deadline",
    "Done",
    "Entry",
    "File",
    "Heard",
    "Identity",
    "Inquiry",
    "Link",
    "Notice",
    "Numbered",
    "Owned",
    "Participant",
    "Person",
    "Question",
    "Quiet",
    "Quota",
    "Record",
    "School",
    "ScoreRule",
    "Subscription",
    "Term",
]
