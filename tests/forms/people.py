"""Templates about persons: members, lessons heard, achievements, appraisals, dossiers."""

from tests.forms.drawing import FOOT, SIGNED, Cell, Page, area, files, label


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
    files(page)
    page.foot("本人签名：＿＿＿＿＿＿＿　　审核人签名：＿＿＿＿＿＿＿　　" + "制表日期：{{ 今天 }}")
    return page
