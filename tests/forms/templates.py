"""Draws the templates that ship with the bot: python -m tests.forms.templates."""

from collections.abc import Callable
from pathlib import Path

from tests.forms import meetings, people, school
from tests.forms.drawing import Page

HERE = Path(__file__).parents[2] / "handlers" / "forms" / "templates"

TEMPLATES: dict[str, Callable[[], Page]] = {
    "成员概况表": people.members,
    "活动签到表": meetings.sign_in,
    "活动记录表": meetings.activity,
    "集体备课记录表": meetings.preparation,
    "听课记录表": people.observation,
    "工作实绩记录": people.achievements,
    "工作鉴定": people.appraisal,
    "课题月报表": meetings.report,
    "课题档案": meetings.archive,
    "年度统计报告": school.annual,
    "论文集目录": school.collection,
    "职称材料": people.dossier,
    "专业发展档案": people.dossier,
    "工作交接": school.handover,
    "记录明细": school.listing,
}

if __name__ == "__main__":
    HERE.mkdir(exist_ok=True)
    for name, draw in TEMPLATES.items():
        draw().save(HERE / f"{name}.docx")
