"""Templates about meetings and projects."""

from tests.forms.drawing import FOOT, SIGNED, Cell, Page, area, files, label


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
    files(page)
    page.foot("主持人签名：＿＿＿＿＿＿＿＿　　　　" + FOOT)
    return page
