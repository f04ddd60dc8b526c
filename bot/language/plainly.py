"""A work that came to a stage and has no name: told plainly, a report; with other words beside, a sigh or a joke."""

import re

from bot.language.phrases import Phrases
from bot.language.remarks import is_title
from bot.language.scene import Scene
from bot.language.sheet import COVERED, shape

_BORDER = re.compile(r"[,，。;!?\n…~|]|\s")
_FETCHED = re.compile("模板|格式|字数|范文|范例|[去来](?:领|拿|取)(?!了|到|回)|谁(?:领|拿|取)")
"""A paper that lies somewhere is to be fetched."""
_LONGEST = 200
_NAMING = ("title", "venue", "award", "number")
_PLAIN = shape(
    r"(?:<any>|[、:()+·\-/\d*]|我们组?|我的?|俺|本人|咱们?|今年|第?[一二三四五六七八九十]{1,2}个?(?:学月|单元|季度|阶段|批|轮|次|期|学期|周|月)|这[个次份篇]?|那[个份篇]?|本[月周期组]|上个?月|一[篇份个]?|[两三四五六七八九十]|每人"
    r"|已经?|均|都|也|刚[刚才]?|才|就|又|再|终于|总算|顺利|正式|成功|圆满|全部?|做|作|举行|举办|召开|进行|开始|启动|参加|参评|评[比选]|[比大]赛|检查|专家|评委|一并|一起|统一|按[时期]|准时|及时|提前|踩点|卡点|现已|现在|第一时间"
    r"|的|地|得|了|啦|咯|喽|哈|哦|噢|呀|啊|嘞|呢|吧|嗯|哎|诶|过|完|好|上|下|出|去|来|到|给|至|往|掉|齐|成|毕|起"
    r"|[提上]?交|送[评审交]?|上传|发|投|寄|递|报|传|写|开|结|立|批|登|获|拿|通过|过关|过了|结束|完成|搞定|弄好|整理|收到|到手|打印|盖章|签字|审核?|登记|汇报|报备|打卡|补"
    r"|材料|书|表|会|稿|初稿|定稿|终稿|成稿|电子[版稿档]|纸质[版稿]?|原件|附件|文件|文档|手续|答辩|评审|验收|鉴定|论证|报告|小结|作品|文章|课题|项目|小|微型?|级|类|各|份|篇|本|套"
    r"|教科室|办公室|学校|校[长办]|主任|组长|领导|组里|区里|市里|省里|邮箱|平台|系统|网上|后台|群里|老师|同事|大家|小研|教学|教育|工作|个人|优秀|[语数英体美音科]组"
    r"|和|与|跟|及|以及|还有|把|将|被|在|于|为|是|由|用|按|请|麻烦|一下|查收|确认|[上中下]午|晚上|早上|中午|昨晚|今早)*+"
)
_STUDY = re.compile("[一-龥]{4,40}?(?:研究|实践|探索|策略|应用|探究)")
_LAST = re.compile("(?:顺利|已经?|终于|总算|正式|成功|圆满|这个|那个|的|也|都|刚刚?)+$")
_TURNS = re.compile("[我你他她它把被让叫为了]|终于|总算|已经?|什么|这么|那么")


def beside_the_report(scene: Scene, phrases: Phrases) -> bool:
    """Whether a message that names no work says more, in the clause of the stage, than that it came there."""
    if not phrases.report.stages or any(scene.sheet.has(kind) for kind in _NAMING):
        return False
    mask = scene.sheet.mask
    stage = phrases.stage.search(mask)
    if stage is None or any(":" in label[0] for label in phrases.label.finditer(mask)):
        return False
    if _FETCHED.search(mask):
        return True
    noun = phrases.noun.search(mask)
    start, end = _clause(mask, stage.start())
    first = noun.start() if noun and start <= noun.start() < stage.start() else stage.start()
    if ":" in mask[first:end]:
        return False
    if end - start > _LONGEST:
        return True
    return not _plain_after(phrases, mask[first:end]) or not _names(phrases, mask[start:first])


def told_plainly(scene: Scene, phrases: Phrases) -> bool:
    """Whether the clause of the stage or the award tells nothing else, but for what the work is called."""
    mask = scene.sheet.mask
    stage = phrases.stage.search(mask) if phrases.report.stages else None
    at = stage.start() if stage else next((piece.start for piece in scene.sheet.of("award")), None)
    if at is None:
        return False
    start, end = _clause(mask, at)
    noun = phrases.noun.search(mask, start, at)
    first = noun.start() if noun else at
    if end - start > _LONGEST or not _plain_after(phrases, mask[first:end]):
        return False
    named = noun or phrases.mark.search(mask, start, end)
    return _names(phrases, mask[start:first]) if named else _plain_after(phrases, mask[start:first])


def _clause(mask: str, at: int) -> tuple[int, int]:
    start = max((m.end() for m in _BORDER.finditer(mask, 0, at)), default=0)
    end = _BORDER.search(mask, at)
    return start, end.start() if end else len(mask)


def _plain_after(phrases: Phrases, clause: str) -> bool:
    for words in (_STUDY, phrases.stage, phrases.noun):
        clause = words.sub(lambda m: "\ue001" + "\ue000" * (len(m[0]) - 1), clause)
    return _PLAIN.fullmatch(clause) is not None


def _names(phrases: Phrases, words: str) -> bool:
    """Whether what stands before the work is plain, or what it is called."""
    if _plain_after(phrases, words):
        return True
    named = _LAST.sub("", re.sub(COVERED, "", words))
    return is_title(named, 2) and not _TURNS.search(named)
