"""What a file is called: read from a response's header, and made fit for every disk and every screen."""

import re
import unicodedata
from email.errors import HeaderParseError
from email.header import decode_header
from urllib.parse import unquote_to_bytes

from bot.channels.texts import cut

NAMELESS = "文件"
_MOST_BYTES = 180
"""Disks take 255; what we or others put before or behind a name fits too."""

_PARAMETER = re.compile(r';\s*([\w*]+)\s*=\s*("(?:\\.|[^"\\])*"|[^;]*)')
_EXTENDED = re.compile(r"([\w-]*)'[^']*'(.*)", re.DOTALL)
_DEVICES = re.compile(r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³])\s*(\.|$)", re.IGNORECASE)
_SUFFIX = re.compile(r"\.[A-Za-z0-9-]{1,20}$")
_CHARSETS = ("utf-8", "gb18030", "gbk", "gb2312", "big5", "iso-8859-1")


def name_of(disposition: str) -> str:
    """The name in a Content-Disposition, made safe: `filename*` before `filename` (RFC 6266); never empty."""
    found = {name.lower(): value.strip() for name, value in reversed(_PARAMETER.findall(f";{disposition}"))}
    extended = _extended(found.get("filename*", ""))
    return safe(extended or _plain(_unquoted(found.get("filename", ""))))


def safe(name: str) -> str:
    """A file name without directories, invisible signs and what Windows takes for a device; never empty."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = " ".join("".join(sign for sign in last if sign.isprintable() or sign.isspace()).split())
    shown = re.sub(r'[<>:"|?*]', "_", shown).strip(". ")
    if _DEVICES.match(shown):
        shown = f"_{shown}"
    kept = len(suffix(shown))
    stem, ending = shown[: len(shown) - kept], shown[len(shown) - kept :]
    return cut(stem, _MOST_BYTES).rstrip(". ") + ending or NAMELESS


def suffix(name: str) -> str:
    """The suffix that says what a file is, in small letters and with its dot; "" for a name without one."""
    found = _SUFFIX.search(name)
    return found.group().lower() if found else ""


def _unquoted(value: str) -> str:
    return re.sub(r'\\(["\\])', r"\1", value[1:-1]) if value.startswith('"') and value.endswith('"') else value


def _extended(value: str) -> str:
    """RFC 8187: UTF-8'zh'%E8%AE%BA.docx."""
    parts = _EXTENDED.fullmatch(_unquoted(value))
    return _decoded(_bytes(parts[2]), parts[1]) if parts else ""


def _plain(value: str) -> str:
    """As servers write it, all against the rules: RFC 2047, percent signs, bare bytes of UTF-8 or GBK."""
    if value.startswith("=?"):
        return _encoded_words(value)
    return _decoded(_bytes(value), "")


def _bytes(value: str) -> bytes:
    """Percent signs resolved; aiohttp gives bytes of a header that are no UTF-8 as surrogates."""
    return unquote_to_bytes(value.encode(errors="surrogateescape"))


def _encoded_words(value: str) -> str:
    try:
        words = decode_header(value)
    except (HeaderParseError, ValueError):
        return value
    return "".join(_decoded(word, charset or "") if isinstance(word, bytes) else word for word, charset in words)


def _decoded(data: bytes, charset: str) -> str:
    named = [known for known in _CHARSETS if known == charset.lower()]
    for known in (*named, "utf-8", "gb18030"):
        try:
            return data.decode(known)
        except ValueError:
            continue
    return data.decode(errors="replace")
