"""Speaking or silence on words of coming and staying away: whether somebody signs in or asks for leave."""

import re

from bot.language.forbids import FORBIDS
from bot.language.scene import Scene
from bot.language.sheet import shape
from bot.language.silence import SELF, around, forbidden

_BREATH = re.compile(r"[,，。;!?\n…\s]|就是|不过|但是?|只是|可惜")
_SIGNS = shape(
    r"(?:<any>|[\s,、。!~()+:&]|签(?:一个|一下|个|下)?到|补签|代签|签一下|签上|她|他|们|已签|签[好完]|签|报到|打卡|已到|到(?:齐|场|会(?![场议])|了)?了?|来了|来|到场|到会|到齐|在?线上|在线"
    r"|会场|现场|会议室|抱歉|不好意思|对不起|迟到|来晚|晚|分钟|几分|一?刻钟|我们?|本人|俺|和|跟|与|及|俩|仨|也|都|全|已经?|了|啦|啊|哈|呀|哦|吧|喽|咯|嘞|呢|帮|替|给|代|为|请|麻烦|前|先|补|个|一下|一个|一声"
    r"|的|是|今天|参加|参会|上线|接入|进|走|连线|中|远程|视频|听着?|老师|小研|在|这里|这|忘|刚|现在|才|能|一块儿?|一起|一同|一道|一并|统一|顺带|顺便"
    r"|赶紧|赶来|火速|准时|按时|正式|前来|报告|这就|也算|师傅|师父|徒弟|搭档|同事|组长|校长|主任|隔壁|办公室|全组|全员|全体|各自|人|位|[两二三四五六七八九十\d]"
    r"|扣|打|发|敲|报|冒个泡|举手|记|算|登记)*+$"
)
_ARRIVES = re.compile("[到来]|打卡|线上|在线|签")
_PLAIN = re.compile("到(?![不时底处家达])|来(?:了|啦|晚)|线上|在线|上线|接入|连线|远程|签|迟到")
_SIGN_WORD = re.compile("签个?一?下?到|补签|签一下|补.{0,12}签|签.{0,12}补|签上")
_FORMAL = re.compile(r"\s*(?:已到|到)[\s!,。~]")
_SEATED = re.compile(r"\s*已到[\s!,。~]+(?:[在坐正就]|前排|后排|门口)")
_HURRIES = shape(r"[\s,]*[一-龥]{0,8}?(?:签(?:个|一下|一个)?到|(?<!还)(?:没)?已?到|来|报到|打卡)[了啦咯喽\s!~。]*$")
_PUPILS = shape(
    r"<class>(?:<date>|<time>|早读|[已都才只共一应实]){0,3}签?到了?[^,。;我]{0,4}(?:人|<count>)|学生|孩子们|家长|同学|合唱队|[几一二三四五六七八九十两\d]个?(?:孩子|学生|娃)|娃们"
)

_ASKS_COLLEAGUE = re.compile(
    "[帮替代给]我们?[^,。;!?]{0,6}签.{0,12}(?:请你|谢|回头|堵|晚[点些]|马上|一会|待会|等下|路上|没到|赶过)"
)
"""Said by one who is not there yet, to who is."""
_EVERY_DAY = re.compile("先签到[,再后]|(?:天天|每天|整天)签到")
_LEISURE = re.compile("快递|外卖|食堂|餐厅|饭店|开饭|宿舍|到了?办公室")


_MOST = 12
"""Clauses that are searched for an arrival: nobody signs in at the end of a speech."""
_CALLED = re.compile("现在签到(?!开)")


def open_forbidden(scene: Scene) -> str | None:
    """现在签到 alone opens only from those who may."""
    return "not theirs to open" if _CALLED.search(scene.sheet.mask) and not scene.speaks_for_others else None


def sign_in_forbidden(scene: Scene, at: int) -> str | None:
    """Why words of arrival are no sign-in; unaddressed, a clause must hold nothing beside them."""
    mask = scene.sheet.mask
    said = _SIGN_WORD.search(mask)
    if not scene.addressed and not _signs(scene, said.start() if said else None, at):
        return "not certain to be a sign-in"
    at = said.start() if said else at
    reason = forbidden(scene, at, _BREATH)
    allowed = ("a negation", "congratulations", *(("others' affairs",) if scene.addressed else ()))
    return reason if reason not in allowed else None


def _signs(scene: Scene, at: int | None, cue: int) -> bool:
    """Whether 签到 stands in a clause of nothing else; without the word the message must tell of work or of oneself."""
    mask = scene.sheet.mask
    if not scene.sheet.has("activity") and _LEISURE.search(scene.sheet.plain):
        return False
    start, end = around(mask, cue if at is None else at, _BREATH)
    start = 0 if at is None and not scene.sheet.has("activity") else start
    if _PUPILS.search(mask, start, end) or _ASKS_COLLEAGUE.search(mask) or _EVERY_DAY.search(mask):
        return False
    if at is not None:
        return bool(_SIGNS.fullmatch(mask, start, end)) or _named_self(scene, start, end)
    others = [p for p in scene.sheet.of("person") if scene.who(p.value) != scene.sender]
    among = len(others) < len(scene.sheet.of("person"))
    certain = scene.sheet.has("activity") or not others or among or bool(SELF.search(mask))
    if certain and _SIGNS.fullmatch(mask) and _ARRIVES.search(mask):
        return True
    return _formally(scene) or any(_arrives(scene, *clause) for clause in _clauses(mask)[:_MOST])


def _formally(scene: Scene) -> bool:
    """Whether the message begins with 到！ or 已到 and goes on about oneself or the work."""
    mask = scene.sheet.mask
    told = scene.sheet.has("activity") or scene.sheet.has("person") or SELF.search(mask) or _SEATED.match(mask)
    return bool(told and _FORMAL.match(mask)) and not any(
        FORBIDS[reason].search(mask) for reason in ("a question", "a plan", "others' affairs")
    )


def _clauses(mask: str) -> list[tuple[int, int]]:
    borders = [(m.start(), m.end()) for m in _BREATH.finditer(mask)]
    starts, ends = [0, *(end for _, end in borders)], [*(start for start, _ in borders), len(mask)]
    return [(a, b) for a, b in zip(starts, ends, strict=True) if a < b]


def _arrives(scene: Scene, start: int, end: int) -> bool:
    """Whether a clause says nothing but that the sender is there, where the work is named or the sender is."""
    mask = scene.sheet.mask
    if not _PLAIN.search(mask, start, end):
        return False
    if _named_self(scene, start, end):
        return True
    others = [p for p in scene.sheet.of("person") if start <= p.start < end and scene.who(p.value) != scene.sender]
    own = not others or SELF.search(mask, start, end)
    return bool(own and scene.sheet.has("activity") and _SIGNS.fullmatch(mask, start, end))


def _named_self(scene: Scene, start: int, end: int) -> bool:
    """Whether a clause begins with the sender's own name and ends with the arrival: 何苗火速来签到."""
    own = (p for p in scene.sheet.of("person") if p.start == start and p.value.names == (scene.sender,))
    return any(_HURRIES.fullmatch(scene.sheet.mask, piece.end, end) for piece in own)


_PUPIL_AWAY = shape(
    r"(?:<place>|闺女|女儿|儿子|我娃|老公|老婆|爱人|孩子|学生|同学|家长|妈妈|爸爸|奶奶|爷爷|<class>|[我咱]们?班里?|班[里上]|课后服务|延时|社团|晚托|[几一二三四五六七八九十两\d]个(?:人|娃))[^,。;!?\n我]{0,12}(?:请.{0,3}假|来不了|不来)"
    r"|(?:<count>|[几一二三四五六七八九十两\d]+[个人名位])(?:都|也|全)?请了?[病事]?假"
)
_OTHER_AWAY = shape(
    "(?<![跟向和给与])(?:老师|师傅|同事|搭班|主讲|对方|人家|他|她|阿姨|教练|保安|门卫|主持人?|讲师|专家)们?"
    "(?:<date>|也|又|都|说|突然|临时|今天|昨天|刚刚?|已经|居然|竟然){0,3}(?:请[^,。;!?\\n]{0,4}假|来不了|没来|不来)"
)
_WISH = re.compile(
    "批吗|想请[^,。;]{0,4}假[^,。;]{0,4}[,]?(?:可是?|但是?|[就又]怕|不过)|批不批|赶不上(?:接|吃|末班|班车|公交|地铁|高铁|放学|做)|[也真好]想请|恨不得|巴不得|可以请|能请|梦里|要不要请|请不[了到]|不敢请|批不批|羡慕|请[病事]?假(?:落|欠|扣)"
)
_AWAY = shape(
    r"(?:<any>|[\s,。!~:()]|请(?:个|一?次|一?下|一天|半天)?[病事]?假|[来去到]不了|我|今天|明天|的|要|想|得|需要|哈|啊|了|一下|一天|半天|老师|小研|大家|抱歉|不好意思)*+"
)


_MISSED = shape(
    "(?:[的个场天]会|会议|活动|培训|教研|备课|讲座|大会|例会)(?:我|<any>|[,今这那下上午恐怕可能是实在也真就要]){0,8}"
    "(?:[去来到]不了|参加不了|不能(?:去|来|参加|到)|没法(?:去|来|参加|到)|赶不[上过回])"
)


_COVERS = re.compile(
    "替[她他]|[她他]的?(?:课|班)|代[课班]|看[着一]?[下会]?班|谁(?:有空|能?去|来|能?代|顶)|我(?:来|去)?(?:代|顶|上课)"
)
"""What those do who stand in for somebody away."""


def leave_forbidden(scene: Scene) -> str | None:
    """Pupils' leave, wishes and hearsay are none; unaddressed, it is from an activity or of a day, and one's own."""
    mask = scene.sheet.mask
    named = scene.sheet.has("activity")
    if not named and _PUPIL_AWAY.search(mask):
        return "others' affairs"
    if _WISH.search(mask):
        return "a hypothesis"
    if not scene.addressed and _COVERS.search(mask) and _of_third(scene):
        return "others' affairs"
    if not scene.addressed and _OTHER_AWAY.search(mask) and not SELF.search(mask):
        return "others' affairs"
    if FORBIDS["hearsay"].search(mask) or FORBIDS["a hypothesis"].search(mask):
        return "hearsay"
    said = mask.find("假")
    if scene.addressed or named or (said >= 0 and _AWAY.fullmatch(mask, *around(mask, said, _BREATH))):
        return _others_leave(scene)
    certain = ("假" in mask and scene.sheet.has("date")) or (SELF.search(mask) and _MISSED.search(mask))
    return _others_leave(scene) if certain else "not certain to be a leave"


_AWAY_THIRD = shape("<person>(?:老师|<any>|今天|突然|临时|又|也)*(?:请|告)了?(?:个|一天|半天)?[病事产婚]?假")


def _of_third(scene: Scene) -> bool:
    """Whether it is told that somebody else has asked for leave."""
    others = [p.start for p in scene.sheet.of("person") if scene.who(p.value) != scene.sender]
    return any(m.start() in others for m in _AWAY_THIRD.finditer(scene.sheet.mask))


def _others_leave(scene: Scene) -> str | None:
    """Unaddressed, a person alone with the leave is talked about."""
    others = [p for p in scene.sheet.of("person") if scene.who(p.value) != scene.sender]
    told = scene.addressed or scene.sheet.has("activity") or not others or SELF.search(scene.sheet.mask)
    return None if told else "told of somebody else"
