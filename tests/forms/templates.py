"""Draws the templates that ship with the bot: python -m tests.forms.templates."""

from collections.abc import Callable
from pathlib import Path

from tests.forms.drawing import Cell, Page, area, label

HERE = Path(__file__).parents[2] / "handlers" / "forms" / "templates"
FOOT = "制表人：{{ 制表人 }}　　　　制表日期：{{ 今天 }}"
SIGNED = "签名：＿＿＿＿＿＿＿＿　　　年　　月　　日"


def members() -> Page:
    page = Page(landscape=True)
    page.title("{{ 学校 }}{{ 教研组 }}成员概况表")
    page.line("学期：{{ 学期 }}　　　　教研组长：{{ 组长 }}　　　　共{{ 人数 }}人", size=11)
    page.list(
        (
            ("序号", 1, "{{ loop.index }}"),
            ("姓名", 2, "{{ 人.姓名 }}"),
            ("性别", 1, "{{ 人.性别 }}"),
            ("出生年月", 2, "{{ 人.出生年月 }}"),
            ("年龄", 1, "{{ 人.年龄 }}"),
            ("任教学科", 2.4, "{{ 人.学科 }}"),
            ("职务", 2.6, "{{ 人.职务 }}"),
            ("学历", 1.6, ""),
            ("职称", 1.8, ""),
            ("骨干称号", 2.2, ""),
            ("联系电话", 2.4, ""),
            ("备注", 1.6, ""),
        ),
        "人 in 成员",
    )
    page.foot(FOOT)
    return page


def sign_in() -> Page:
    page = Page()
    page.tag("{%p for 签到 in 记录 %}")
    page.title("{{ 学校 }}活动签到表", new_page=True)
    page.grid(
        (2, 5, 2, 4),
        (
            (label("活动名称"), Cell("{{ 签到.活动 }}", 3)),
            (label("教研组"), Cell("{{ 签到.教研组 }}"), label("日期"), Cell("{{ 签到.日期 }}")),
            (label("地点"), Cell("{{ 签到.地点 }}"), label("人数"), Cell("{{ 签到.人数 }}")),
        ),
    )
    page.line("", size=6)
    page.list(
        (
            ("序号", 1, "{{ loop.index }}"),
            ("姓名", 2, "{{ 行.姓名 }}"),
            ("签到", 1.6, "{{ 行.签到 }}"),
            ("签名", 2.8, ""),
            ("备注", 2.6, "{{ 行.备注 }}"),
        ),
        "行 in 签到.名单",
    )
    page.foot("组织者签名：＿＿＿＿＿＿　　" + FOOT)
    page.tag("{%p endfor %}")
    return page


def _activity(name: str, host: str, rows: tuple[tuple[str, float, str], ...]) -> Page:
    page = Page()
    page.tag("{%p for 活动 in 记录 %}")
    page.title("{{ 学校 }}" + name, new_page=True)
    page.grid(
        (2, 4, 2, 4),
        (
            (label("教研组"), Cell("{{ 活动.教研组 }}"), label("类别"), Cell("{{ 活动.类别 }}")),
            (label("日期"), Cell("{{ 活动.日期 }}"), label("地点"), Cell("{{ 活动.地点 }}")),
            (label("主题"), Cell("{{ 活动.主题 }}", 3)),
            (label(host), Cell("{{ 活动.主讲 }}"), label("记录人"), Cell("{{ 活动.记录人 }}")),
            (label("应到"), Cell("{{ 活动.应到 }}"), label("实到"), Cell("{{ 活动.实到 }}")),
            (label("参加人员"), Cell("{{ 活动.参加人员 }}", 3, 1.8)),
            (label("请假"), Cell("{{ 活动.请假 }}", 3)),
            *((label(what), area(text, 3, height)) for what, height, text in rows),
        ),
    )
    page.foot("教研组长签名：＿＿＿＿＿＿＿＿　　　　编号：{{ 活动.编号 }}　　制表日期：{{ 今天 }}")
    page.tag("{%p endfor %}")
    return page


def activity() -> Page:
    rows = (("活动内容", 8.0, "{{ 活动.内容 }}"), ("效果与\n反思", 3.5, ""))
    return _activity("教研组活动记录表", "主讲", rows)


def preparation() -> Page:
    rows = (
        ("单元、课题", 1.2, "{{ 活动.单元 }}"),
        ("主备人\n说课要点", 3.4, "{{ 活动.内容 }}"),
        ("研讨与\n修改意见", 4.4, ""),
        ("达成的\n共识", 2.6, ""),
    )
    return _activity("集体备课活动记录表", "主备人", rows)


def observation() -> Page:
    page = Page()
    page.tag("{%p for 课 in 记录 %}")
    page.title("{{ 学校 }}听课记录表", new_page=True)
    page.grid(
        (1.6, 3, 1.6, 3, 1.6, 3),
        (
            (
                label("听课人"), Cell("{{ 课.听课人 }}"), label("授课教师"), Cell("{{ 课.授课教师 }}"),
                label("学科"), Cell("{{ 课.学科 }}"),
            ),
            (
                label("日期"), Cell("{{ 课.日期 }}"), label("节次"), Cell("{{ 课.节次 }}"),
                label("班级"), Cell("{{ 课.班级 }}"),
            ),
            (label("课题"), Cell("{{ 课.课题 }}", 3), label("课型"), Cell("{{ 课.课型 }}")),
            (label("学校"), Cell("{{ 课.地点 }}", 3), label("同行"), Cell("{{ 课.同行 }}")),
            (label("教学过程\n记录"), area("", 5, 10.0)),
            (label("一个优点"), area("{{ 课.优点 }}", 5, 2.0)),
            (label("一个问题"), area("{{ 课.问题 }}", 5, 2.0)),
            (label("一条建议"), area("{{ 课.建议 }}", 5, 2.0)),
            (label("总评"), area("{{ 课.评语 }}", 5, 1.6)),
        ),
    )  # fmt: skip
    page.foot("听课人签名：＿＿＿＿＿＿　　授课教师签名：＿＿＿＿＿＿　　编号：{{ 课.编号 }}")
    page.tag("{%p endfor %}")
    return page


def achievements() -> Page:
    page = Page()
    page.tag("{%p for 人 in 人员 %}")
    page.title("{{ 学校 }}教研组成员工作实绩记录", new_page=True)
    page.grid(
        (1.6, 3, 1.6, 3, 1.6, 3),
        (
            (
                label("姓名"), Cell("{{ 人.姓名 }}"), label("教研组"), Cell("{{ 人.教研组 }}"),
                label("学科"), Cell("{{ 人.学科 }}"),
            ),
            (label("时间"), Cell("{{ 时间 }}", 3), label("职务"), Cell("{{ 人.职务 }}")),
            (label("合计"), Cell("{{ 人.合计 }}", 5)),
        ),
    )  # fmt: skip
    page.tag("{%p for 类 in 人.类别 %}")
    page.heading("{{ 类.名称 }}{% if 类.合计 %}（{{ 类.合计 }}）{% endif %}")
    page.tag("{%p if 类.明细 %}")
    page.list(
        (("日期", 1.6, "{{ 行.日期 }}"), ("内容", 7, "{{ 行.内容 }}"), ("编号", 1, "{{ 行.编号 }}")), "行 in 类.明细"
    )
    page.tag("{%p endif %}")
    page.tag("{%p endfor %}")
    page.foot("本人签名：＿＿＿＿＿＿　　教研组长签名：＿＿＿＿＿＿　　制表日期：{{ 今天 }}")
    page.tag("{%p endfor %}")
    return page


def appraisal() -> Page:
    page = Page()
    page.tag("{%p for 人 in 人员 %}")
    page.title("{{ 学校 }}教研组成员工作鉴定", new_page=True)
    page.grid(
        (1.6, 3, 1.6, 3, 1.6, 3),
        (
            (
                label("姓名"), Cell("{{ 人.姓名 }}"), label("性别"), Cell("{{ 人.性别 }}"),
                label("出生年月"), Cell("{{ 人.出生年月 }}"),
            ),
            (
                label("教研组"), Cell("{{ 人.教研组 }}"), label("学科"), Cell("{{ 人.学科 }}"),
                label("职务"), Cell("{{ 人.职务 }}"),
            ),
            (label("时间"), Cell("{{ 时间 }}", 5)),
            (label("工作实绩"), area("{{ 人.实绩 }}", 5, 4.0)),
            (label("自我鉴定"), area("", 5, 5.0)),
            (label("教研组\n意见"), area("\n\n\n　　　　　　　　　　教研组长" + SIGNED, 5, 3.4)),
            (label("教科室\n意见"), area("\n\n\n　　　　　　　　　　　　" + SIGNED, 5, 3.2)),
            (label("学校意见"), area("\n\n\n　　　　　　　　　　　　（盖章）　　　年　　月　　日", 5, 3.2)),
        ),
    )  # fmt: skip
    page.line("", size=1)
    page.tag("{%p endfor %}")
    return page


def report() -> Page:
    page = Page()
    page.tag("{%p for 题 in 课题 %}")
    page.title("{{ 学校 }}课题研究月汇报表", new_page=True)
    page.grid(
        (2, 4, 2, 4),
        (
            (label("课题名称"), Cell("{{ 题.名称 }}", 3)),
            (label("主持人"), Cell("{{ 题.主持人 }}"), label("级别"), Cell("{{ 题.级别 }}")),
            (label("月份"), Cell("{{ 月份 }}"), label("目前阶段"), Cell("{{ 题.阶段 }}")),
            (label("本月做了\n什么"), area("{{ 题.本月 }}", 3, 5.4)),
            (label("本月成果"), area("{{ 题.成果 }}", 3, 3.6)),
            (label("遇到的\n问题"), area("{{ 题.问题 }}", 3, 3.0)),
            (label("下月打算"), area("{{ 题.下月 }}", 3, 3.6)),
            (label("教科室\n意见"), area("\n\n　　　　　　　　　　" + SIGNED, 3, 2.4)),
        ),
    )
    page.foot("主持人签名：＿＿＿＿＿＿＿＿　　　　填表日期：{{ 今天 }}")
    page.tag("{%p endfor %}")
    return page


def archive() -> Page:
    page = Page()
    page.title("课题档案目录")
    page.grid(
        (2, 4, 2, 4),
        (
            (label("课题名称"), Cell("{{ 名称 }}", 3)),
            (label("主持人"), Cell("{{ 主持人 }}"), label("级别"), Cell("{{ 级别 }}")),
            (label("目前阶段"), Cell("{{ 阶段 }}"), label("材料"), Cell("{{ 件数 }}件")),
        ),
    )
    page.heading("一、研究经过")
    page.list(
        (("日期", 1.6, "{{ 行.日期 }}"), ("阶段、内容", 7, "{{ 行.内容 }}"), ("编号", 1, "{{ 行.编号 }}")), "行 in 经过"
    )
    page.heading("二、材料")
    _files(page)
    page.foot("主持人签名：＿＿＿＿＿＿＿＿　　　　" + FOOT)
    return page


def _files(page: Page) -> None:
    page.tag("{%p if 材料 %}")
    page.list(
        (
            ("序号", 1, "{{ loop.index }}"),
            ("文件", 5, "{{ 件.文件 }}"),
            ("说明", 4, "{{ 件.说明 }}"),
            ("编号", 1, "{{ 件.编号 }}"),
        ),
        "件 in 材料",
    )
    page.tag("{%p else %}")
    page.line("还没有文件，私聊发给小研就会归到这里。", size=11)
    page.tag("{%p endif %}")


def annual() -> Page:
    page = Page()
    page.title("{{ 范围 }}教育科研统计报告")
    page.line("统计时间：{{ 时间 }}", size=11)
    page.heading("一、总体情况")
    page.crossed("", "各组", "统计", "各组")
    page.heading("二、获奖（级别 × 奖次）")
    page.crossed("级别", "奖次", "获奖", "各奖")
    for number, name, rows in (("三", "发表与获奖明细", "成果"), ("四", "课题", "课题"), ("五", "公开课", "公开课")):
        page.heading(f"{number}、{name}")
        page.list(
            (
                ("序号", 1, "{{ loop.index }}"),
                ("日期", 2.2, "{{ 行.日期 }}"),
                ("姓名", 1.8, "{{ 行.姓名 }}"),
                ("内容", 6.6, "{{ 行.内容 }}"),
                ("编号", 1, "{{ 行.编号 }}"),
            ),
            f"行 in {rows}",
        )
    page.foot("教科室负责人：＿＿＿＿＿＿　　" + FOOT)
    return page


def collection() -> Page:
    page = Page()
    page.title("{{ 学校 }}论文集目录")
    page.line("{{ 范围 }}　{{ 时间 }}　共{{ 篇数 }}篇", size=11)
    page.list(
        (
            ("序号", 1, "{{ loop.index }}"),
            ("题目", 5, "{{ 篇.题目 }}"),
            ("作者", 1.8, "{{ 篇.作者 }}"),
            ("类别", 1.5, "{{ 篇.类别 }}"),
            ("发表、获奖", 3.4, "{{ 篇.成绩 }}"),
            ("文件", 1.2, "{{ 篇.文件 }}"),
        ),
        "篇 in 目录",
    )
    page.foot(FOOT)
    return page


def dossier() -> Page:
    page = Page()
    page.title("{{ 姓名 }}{{ 名称 }}目录")
    page.grid(
        (1.6, 3, 1.6, 3, 1.6, 3),
        (
            (
                label("姓名"), Cell("{{ 姓名 }}"), label("性别"), Cell("{{ 性别 }}"),
                label("出生年月"), Cell("{{ 出生年月 }}"),
            ),
            (
                label("教研组"), Cell("{{ 教研组 }}"), label("学科"), Cell("{{ 学科 }}"),
                label("职务"), Cell("{{ 职务 }}"),
            ),
            (label("时间"), Cell("{{ 时间 }}", 3), label("合计"), Cell("{{ 件数 }}项")),
        ),
    )  # fmt: skip
    page.tag("{%p for 类 in 类别 %}")
    page.heading("{{ 类.名称 }}{% if 类.合计 %}（{{ 类.合计 }}）{% endif %}")
    page.tag("{%p if 类.明细 %}")
    page.list(
        (
            ("级别", 1.2, "{{ 行.级别 }}"),
            ("日期", 2, "{{ 行.日期 }}"),
            ("内容", 6.4, "{{ 行.内容 }}"),
            ("文件", 1, "{{ 行.文件 }}"),
            ("编号", 1, "{{ 行.编号 }}"),
        ),
        "行 in 类.明细",
    )
    page.tag("{%p endif %}")
    page.tag("{%p endfor %}")
    page.heading("附：文件")
    _files(page)
    page.foot("本人签名：＿＿＿＿＿＿＿　　审核人签名：＿＿＿＿＿＿＿　　" + "制表日期：{{ 今天 }}")
    return page


def handover() -> Page:
    page = Page()
    page.title("{{ 学校 }}教科室工作交接")
    page.line("截至{{ 今天 }}，{{ 学期 }}", size=11)
    page.tag("{%p for 节 in 各节 %}")
    page.heading("{{ loop.index }}. {{ 节.名称 }}{% if 节.合计 %}（{{ 节.合计 }}）{% endif %}")
    page.list(
        (("事项", 7, "{{ 行.内容 }}"), ("时间", 3, "{{ 行.日期 }}"), ("负责", 2, "{{ 行.姓名 }}")), "行 in 节.明细"
    )
    page.tag("{%p endfor %}")
    page.heading("补充说明")
    page.grid((1,), ((area("", 1, 4.0),),))
    page.foot("移交人：＿＿＿＿＿＿　　接收人：＿＿＿＿＿＿　　监交人：＿＿＿＿＿＿　　　年　月　日")
    return page


def listing() -> Page:
    page = Page(landscape=True)
    page.title("{{ 标题 }}")
    page.line("{{ 学校 }}　共{{ 条数 }}条", size=11)
    page.crossed("编号", "栏目", "明细", "各栏")
    page.foot(FOOT)
    return page


TEMPLATES: dict[str, Callable[[], Page]] = {
    "成员概况表": members,
    "活动签到表": sign_in,
    "活动记录表": activity,
    "集体备课记录表": preparation,
    "听课记录表": observation,
    "工作实绩记录": achievements,
    "工作鉴定": appraisal,
    "课题月报表": report,
    "课题档案": archive,
    "年度统计报告": annual,
    "论文集目录": collection,
    "职称材料": dossier,
    "专业发展档案": dossier,
    "工作交接": handover,
    "记录明细": listing,
}

if __name__ == "__main__":
    HERE.mkdir(exist_ok=True)
    for name, draw in TEMPLATES.items():
        draw().save(HERE / f"{name}.docx")
