"""Levels with awards: 省二, 市级一等奖, 在省里拿了特等奖."""

import re

from bot.language.sheet import Sheet, shape

LEVELS = {
    "国家": "国家",
    "全国": "国家",
    "部": "国家",
    "省": "省",
    "市": "市",
    "区": "区",
    "县": "县",
    "校": "校",
    "微型": "微型",
    "学校": "校",
}
_L = "国家|全国|省|市|区|县|校|微型"
_RANK = {
    "特": "特等奖",
    "一": "一等奖",
    "二": "二等奖",
    "三": "三等奖",
    "1": "一等奖",
    "2": "二等奖",
    "3": "三等奖",
    "优": "优秀奖",
}
_AWARD = re.compile(r"([特一二三123]) ?等(?:奖|(?![级于第号]))|(优秀)奖|([一二三])奖")
_SHORT = re.compile(
    r"(?:(?<![一-龥])|(?<=[获得了到拿是成为]))(国家|全国|省|市|区|县|校)(?:级)?([特一二三])(?:等)?(?=$"
    r"|[^一-龥\d(]|[啦了呢哈呀哦喽])"
)
_LEVEL = shape(
    rf"(?:({_L})级(?!别|部)|(微型)(?=课题)|(国家|全国|(?<![我本])[省市区县校])"
    rf"(?= ?(?:<award>|[\"“]?十[三四五]五|规划|课题|立项"
    rf"|结题|重点|规划|里获|里拿|里得))"
    rf"|(?<=[在获得到送交投了])(国家|全国|省|市|区|县|校)里|(省|市|区|县|校)里面?(?=(?:已经?|也|刚|都|终于|正式|给|的){{0,3}}(?:<award>|评|批|立[了上项]|认定|参评|参赛|论文|案例|课件|微课|反思|获"
    rf"|立项|课题|公开课|奖|[发给]的?[证奖]))|(国家)(?=级)|(全国)(?!人|统|各))"
)


def find(sheet: Sheet) -> None:
    """Mark awards, then levels; 省二 is both."""
    sheet.mark(_SHORT, "award", lambda m: (LEVELS[m[1]], _RANK[m[2]]))
    if "奖" in sheet.mask or "等" in sheet.mask:
        sheet.mark(_AWARD, "award", lambda m: (None, _RANK[next(filter(None, m.groups()))[0]]))
    sheet.mark(_LEVEL, "level", lambda m: LEVELS[next(filter(None, m.groups()))])
