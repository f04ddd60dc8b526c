"""All recognisers in their order: the surest first, each on what the ones before left."""

from bot.language import (
    activities,
    beside,
    classes,
    counts,
    dates,
    levels,
    people,
    periods,
    places,
    subjects,
    times,
    titles,
    venues,
)
from bot.language.homophones import Homophones
from bot.language.lexicon import Lexicon
from bot.language.sheet import Sheet
from bot.language.text import plain


def recognise(text: str, words: Lexicon, own_department: str | None = None, meant: Homophones | None = None) -> Sheet:
    """A sheet with everything that the text names; `own_department` is what 我们组 means."""
    sheet = Sheet(text, plain(text, words.school.bot_name))
    titles.find(sheet, words)
    if meant:
        meant.repair(sheet, words.name_pattern)
    counts.find_numbers(sheet)
    dates.find(sheet)
    periods.find(sheet, words)
    times.find(sheet)
    classes.find(sheet)
    venues.find(sheet, words)
    subjects.find_departments(sheet, words, own_department)
    people.find(sheet, words)
    places.find(sheet, words.school.name)
    activities.find(sheet)
    subjects.find(sheet, words)
    levels.find(sheet)
    counts.find(sheet)
    beside.leave_out(sheet)
    return sheet
