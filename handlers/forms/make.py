"""打印签到表, 出一份空白听课记录表: a form in Word; with the files that belong to it, a zip."""

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from bot.message import Attachment, Reply
from handlers import made, rights
from handlers.forms.asked import NOT_YOURS, common
from handlers.forms.every import BY_NAME, FORMS
from handlers.forms.form import Enclosed, Filled, Form, Lacking
from handlers.forms.word import write
from handlers.turn import Turn

WHICH = "可以出这些表：{}。例如：打印语文组成员概况表，出一份空白听课记录表"
OWN_UNFIT = "\n学校换的模板“{}.docx”用不了：{}。先用自带的，请把它改好，字段见《表格模板》"

OF_WORDS = {"听课": "听课记录表", "集体备课": "集体备课记录表", "教研活动": "活动记录表", "活动": "活动记录表"}
"""Which form is meant where records are wanted in Word."""


def make(turn: Turn) -> Sequence[Reply]:
    """The form; one with names in it goes to the asker alone."""
    form = BY_NAME.get(turn.slot("form") or "")
    if form is None:
        return [Reply(WHICH.format("、".join(one.name for one in FORMS)))]
    if turn.slot("blank"):
        blank = Filled(
            f"{form.name}（空白）", {**common(turn), "范围": turn.roster.name, "制表人": "", "今天": "", **form.blank}
        )
        return [_reply(turn, form, blank, blank=True)]
    if not rights.may_have(turn.person, form.name):
        return [Reply(NOT_YOURS)]
    try:
        filled = form.fill(turn)
    except Lacking as why:
        return [Reply(str(why))]
    reply = _reply(turn, form, replace(filled, enclosed=(*_parts(turn, form), *filled.enclosed)))
    reply = replace(reply, text=reply.text + made.link(turn, reply.files[0].kept))
    return [Reply("文件已私聊发您"), replace(reply, private=True)] if turn.in_group else [reply]


def in_word(turn: Turn) -> Sequence[Reply]:
    """The records of a question: a page for each of one's own where there is a form for it, else a table."""
    form = OF_WORDS.get(turn.slot("kind") or "") or OF_WORDS.get(turn.slot("what") or "")
    form = form if form and turn.slot("who") == "me" else "记录明细"
    return make(turn.of(replace(turn.frame, slots={**turn.frame.slots, "form": form})))


def _reply(turn: Turn, form: Form, filled: Filled, *, blank: bool = False) -> Reply:
    path = made.place(turn.files, f"{filled.name}.docx", turn.now)
    wrong = write(form.template, filled.fields, path, turn.files, blank=blank)
    note = OWN_UNFIT.format(form.template, wrong) if wrong else ""
    files = ""
    if filled.enclosed:
        files = f"，连同{len(filled.enclosed)}个文件"
        path = _packed(turn, filled, path)
    return Reply(f"{filled.name}做好了{files}{note}", files=(Attachment(path.name, path),))


def _parts(turn: Turn, form: Form) -> Iterator[Enclosed]:
    """The other forms that go with it, of which there is anything to tell."""
    group = turn.slot("who") or next(iter(turn.person.departments), None)
    whole = turn.of(replace(turn.frame, slots={**turn.frame.slots, "who": group}))
    for name in form.parts:
        part = BY_NAME[name]
        try:
            filled = part.fill(whole)
        except Lacking:
            continue
        path = made.place(turn.files, f"{filled.name}.docx", turn.now)
        write(part.template, filled.fields, path, turn.files)
        yield Enclosed(path.name, path)


def _packed(turn: Turn, filled: Filled, document: Path) -> Path:
    """A zip of the document and the files; pictures and the like are as small as they get."""
    path = made.place(turn.files, f"{filled.name}.zip", turn.now)
    with zipfile.ZipFile(path, "w") as whole:
        whole.write(document, document.name, zipfile.ZIP_DEFLATED)
        for file in filled.enclosed:
            whole.write(file.path, file.name)
    return path
