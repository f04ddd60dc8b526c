"""Templates about the whole school: the year, the papers, the office that changes hands."""

from tests.forms.drawing import FOOT, Page, area


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
