"""What WeCom's and WeChat's servers answer when they did not do it, and what a school can do about each."""

import ipaddress
import re
from collections.abc import Mapping

_IP = re.compile(r"(?:from ip:|invalid ip)\s*([0-9A-Fa-f.:]+)")
_OURS = "小研发出的内容不合格式，请把这条日志交给维护小研的人"
_VOIDED = "取到的令牌马上又失效了：是不是还有别的程序用同一个 Secret 取令牌？让它们停下，或另建一个应用"
_WRONG = "Secret 不对：管理后台“应用管理 → 自建应用”点开应用，查看 Secret，写进 wecom.app.secret"
_MEMBER = "通讯录里没有这个企业微信号：请核对花名册的“企业微信号”一列"
_AGENT = "AgentId 和 Secret 不是同一个应用的：请在应用的页面上照抄 wecom.app.agent_id 和 wecom.app.secret"
_CHAT = "没有这个群：请核对 wecom.app.chat"
_RIGHT = "应用没有这项权限：管理后台“应用管理 → 自建应用”点开应用，检查权限和可见范围"
_NOT_HERE = "机器人不在这个群里，或群不许它发言：请把机器人加进群，并在群里 @ 它说一句话"

WECOM: Mapping[int, str] = {
    -1: "企业微信的服务器忙，过一会儿再试",
    40001: _WRONG,
    40003: _MEMBER,
    40004: _OURS,
    40007: "文件在企业微信里已经过期（只留三天），请重发",
    40008: _OURS,
    40013: "企业 ID 不对：管理后台“我的企业 → 企业信息”最下面有企业 ID，写进 wecom.corp_id",
    40014: _VOIDED,
    40050: _CHAT,
    40056: _AGENT,
    40058: _OURS,
    40091: _WRONG,
    41001: _VOIDED,
    42001: _VOIDED,
    43004: "对方还没有关注学校的微信插件（管理后台“我的企业 → 微信插件”有二维码），或没有登录过企业微信",
    44001: "文件是空的，企业微信不收",
    44004: "文字是空的，企业微信不收",
    45001: "文件太大，企业微信不收",
    45002: "文字太长，企业微信不收",
    45009: "发得太频繁，企业微信要求过一会儿再发",
    45033: "同时发得太多，企业微信要求过一会儿再发",
    48002: _RIGHT,
    50002: "这位老师不在应用的可见范围内：管理后台“应用管理 → 自建应用”点开应用，在“可见范围”里加上全体老师",
    60011: _RIGHT,
    60020: "这台机器的地址 {ip} 不在可信名单里：管理后台“应用管理 → 自建应用”点开应用，把它加进“企业可信IP”",
    60111: _MEMBER,
    81013: "收件人都收不到：不在应用的可见范围内，或花名册里的企业微信号写错了",
    82001: _OURS,
    86001: _CHAT,
    86003: _CHAT,
    86008: "这个群不是由这个应用建的，应用只能往自己建的群里发：请核对 wecom.app.chat",
    86215: "这个 chatid 已经有群在用，请换一个",
    93000: "群机器人的地址不对，或机器人已经移出了群：请在群设置的“消息推送”里重新添加，把地址写进 wecom.webhook.url",
    93001: _NOT_HERE,
    93006: _NOT_HERE,
    93008: _NOT_HERE,
    301002: _AGENT,
    853000: "BotID 或 Secret 不对：在机器人的“API 模式 → 长连接”里查看，写进 wecom.bot.id 和 wecom.bot.secret",
}

WEIXIN: Mapping[int, str] = {
    -1: "微信的服务器忙，过一会儿再试",
    40001: "AppSecret 不对，或令牌被别的程序换掉了：公众平台“设置与开发 → 基本配置”里查看，写进 weixin.secret",
    40013: "AppID 不对：公众平台“设置与开发 → 基本配置”里查看，写进 weixin.app_id",
    40014: _VOIDED,
    40125: "AppSecret 不对：公众平台“设置与开发 → 基本配置”里重置，写进 weixin.secret",
    40164: "这台机器的地址 {ip} 不在名单里：公众平台“设置与开发 → 基本配置 → IP白名单”里加上它",
    41001: _VOIDED,
    42001: _VOIDED,
    45009: "今天的调用次数用完了，公众平台要到明天才放行",
    45015: "对方超过 48 小时没有说话，或已经取消关注，公众号不能主动发给他",
    45047: "对方再说一句话以前，公众号不能再发给他了",
    48001: "公众号没有这项权限：客服消息要认证过的公众号",
    50002: "公众号被限制了，请登录公众平台查看通知",
}

UNKNOWN = "请在 open.work.weixin.qq.com/devtool/query 查这个错误码"


class ApiError(Exception):
    """The server understood and refused. The text says in Chinese what to do; of errmsg it quotes our address alone."""

    def __init__(self, errcode: int, errmsg: str = "", remedies: Mapping[int, str] = WECOM) -> None:
        self.errcode = errcode
        self.ip = _ip(errmsg)
        advice = remedies.get(errcode, UNKNOWN).format(ip=self.ip or "（未知）")
        super().__init__(f"{errcode}：{advice}")


class NoAnswer(Exception):
    """The network, or something between, failed. `sent`: what was asked may have been done nevertheless."""

    def __init__(self, why: str, *, sent: bool) -> None:
        self.why = why
        self.sent = sent
        super().__init__(f"服务器没有回答（{why}），请检查这台机器能不能上网")


def _ip(errmsg: str) -> str:
    """Our own address as the server saw it, e.g. of `… from ip: 1.2.3.4, more info at …`; "" where it names none."""
    found = _IP.search(errmsg)
    try:
        return str(ipaddress.ip_address(found[1])) if found else ""
    except ValueError:
        return ""
