/** What the page calls what a frame holds. A word that is missing here is shown as it stands in the frame. */
const INTENTS = {
  "observation.log": "记听课", "attendance.sign_in": "签到", "attendance.leave": "请假", "attendance.open": "开始签到",
  "attendance.close": "结束签到", "paper.log": "记论文", "project.log": "记课题", "lesson.log": "记公开课",
  "activity.log": "记活动", "deadline.create": "布置", "deadline.change": "改期", "deadline.cancel": "取消布置",
  "deadline.remind": "催交", "deadline.list": "看截止事项", "query.count": "问数目", "query.list": "问明细",
  "query.rank": "问排名", "query.missing": "问谁还没", "query.export": "导出", "help.not_understood": "看没听懂的", "digest.now": "要小结",
  "digest.subscribe": "订阅周报", "digest.unsubscribe": "退订周报", "correct.undo": "撤回", "correct.change": "改记录",
  "correct.restore": "恢复", "correct.history": "看修改经过", "roster.bind": "说明身份", help: "问怎么用", none: "没听出要做什么",
};

const SLOTS = {
  teacher: "授课教师", subject: "学科", class: "班级", date: "日期", period: "节次", topic: "课题", kind: "类别", place: "学校",
  companions: "同听", strengths: "优点", problems: "问题", suggestions: "建议", comment: "点评", count: "数量",
  activity: "活动", people: "人员", status: "状态", reason: "原因", department: "教研组", start: "开始", location: "地点",
  title: "题目", stage: "阶段", venue: "赛事刊物", level: "级别", award: "奖次", authors: "作者", leader: "主持人",
  speaker: "主讲", due: "截止", audience: "对象", what: "什么", who: "谁的", range: "时间", format: "格式", number: "编号",
  changes: "改动", name: "姓名", which: "哪一条",
};

const PIECES = {
  person: "人", people: "人", teacher: "人", class: "班级", period: "节次", date: "日期", day: "日期", range: "时间", time: "时间",
  title: "题目", venue: "赛事刊物", contest: "赛事", journal: "刊物", level: "级别", award: "奖次", subject: "学科",
  department: "教研组", number: "数字", count: "数量", kind: "类别", stage: "阶段", trigger: "关键词", label: "标签",
  activity: "活动", project: "课题", word: "关键词", intent: "关键词", location: "地点", place: "学校", status: "状态",
  span: "时间", room: "地点", region: "地区", remark: "点评", cue: "线索", negation: "否定", verb: "关键词", bot: "小研", mention: "小研", noun: "名称", me: "本人", own: "自己的", called: "名称", named: "点名", written: "写法",
  mark: "等次", personal: "个人", collecting: "收交", bare: "只有这个词", top: "前几名", of: "数量", registers: "登记",
};

const PHRASES = {
  "what, whose and when alone": "只说了什么、谁的和时间", "about the answer before": "接着上一个回答问", "by then": "说了期限",
  "nothing for the bot": "没有要小研做的事", "handing in": "说了要交", "a day": "说了日期", "a word that sets one": "布置的词",
  "said to somebody else": "是对别人说的", "a list that is no sign-in": "是接龙，不是签到", "a 接龙 of": "接龙，人数",
};

const AGAINST = {
  "a plan": "还没有做的打算", "a day ahead": "那天还没到", "a negation": "说的是没有", "a question": "是在问", "a hypothesis": "是假设或听说",
  congratulations: "是祝贺", "others' affairs": "是别人的事", "a notice": "是通知", "told of somebody else": "说的是别人",
  "too weak alone": "光凭这个不够", "not certain to be a sign-in": "不一定是签到", "not certain to be a leave": "不一定是请假",
  "nothing that is kept is asked for": "没有问到记着的东西", "nothing new is told": "没有说改成什么", "a joke": "是玩笑",
  "the bot's own words": "是小研说过的话", "a list that is no sign-in": "是接龙，不是签到", "said to somebody else": "是对别人说的",
  hearsay: "是听说的", "a request": "是请人帮忙", "a comparison": "是打比方", "a lament": "是感叹",
};

const ROLES = { teacher: "教师", head: "教研组长", office: "教科室", leader: "校领导", district: "区教研室" };

export const intentWord = (name) => INTENTS[name] ?? name;
export const slotWord = (name) => SLOTS[name] ?? name;
export const pieceWord = (name) => PIECES[name] ?? name;
export const roleWord = (name) => ROLES[name] ?? name;

/** A reason, with the names of intents and pieces in it put into words. */
export function reasonWords(reason) {
  const said = Object.entries(PHRASES).reduce((text, [phrase, words]) => text.replaceAll(phrase, words), reason);
  return said.replace(/[a-z_]+(\.[a-z_]+)?/g, (name) => INTENTS[name] ?? PIECES[name] ?? SLOTS[name] ?? name);
}

/** What spoke against an intent. */
export function againstWords(reason) {
  const stronger = reason.match(/^weaker than (.+)$/);
  return stronger ? `不如“${intentWord(stronger[1])}”像` : AGAINST[reason] ?? reason;
}

/** A canonical value in words: a list, a choice, a span of days, changes of slots. */
export function valueWords(value) {
  if (value === "me") return "本人";
  if (Array.isArray(value)) return value.map(valueWords).join("、");
  if (value === null || typeof value !== "object") return String(value);
  if (value.any_of) return value.any_of.map(valueWords).join(" 或 ");
  if (value.start && value.end) return `${value.start} 至 ${value.end}`;
  return Object.entries(value).map(([name, inner]) => `${slotWord(name)} ${valueWords(inner)}`).join("，");
}
