"""The forms that there are. A new one is a row here, and its template."""

from handlers.forms import activities, dossier, handover, lessons, listing, people, projects, school, sign_in
from handlers.forms.form import Form

FORMS = (
    people.MEMBERS,
    sign_in.FORM,
    activities.ACTIVITY,
    activities.PREPARED,
    lessons.FORM,
    people.ACHIEVEMENTS,
    people.APPRAISAL,
    projects.REPORT,
    projects.ARCHIVE,
    school.ANNUAL,
    school.COLLECTION,
    school.PACK,
    dossier.TITLES,
    dossier.GROWTH,
    handover.FORM,
    listing.FORM,
)

BY_NAME: dict[str, Form] = {form.name: form for form in FORMS}
