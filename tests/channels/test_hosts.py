"""Where the bot goes when others give it an address."""

from ipaddress import ip_address

import pytest
from aiohttp import ClientConnectorError, ClientTimeout
from yarl import URL

from bot.channels.hosts import Hosts, Refused, session
from tests.channels.media import PDF, Names, media


def allowed() -> Hosts:
    return Hosts(["*.myqcloud.com", "*.qq.com", "127.0.0.1:9000", "files.school.cn", "[::1]:9001", "100.100.100.200"])


@pytest.mark.parametrize(
    "url",
    [
        "http://files.qq.com/a",
        "https://ww-aibot-img-1258476243.cos.ap-guangzhou.myqcloud.com/a?sign=1",
        "https://FILES.QQ.COM/a",
        "https://files.qq.com./a",
        "http://127.0.0.1:9000/a",
        "http://files.school.cn/a",
        "http://files.school.cn:8080/a",
        "http://[::1]:9001/a",
    ],
)
def test_where_the_bot_may_go(url: str) -> None:
    allowed().check(URL(url))


@pytest.mark.parametrize(
    "url",
    [
        "http://qq.com/",
        "http://evilqq.com/",
        "http://files.qq.com.evil.example/",
        "http://files.qq.com@evil.example/",
        "http://somebody:password@files.qq.com/",
        "http://files.qq.com:22/",
        "http://127.0.0.1/",
        "http://127.0.0.1:9001/",
        "http://127.1:9000/",
        "http://2130706433:9000/",
        "http://[::ffff:127.0.0.1]:9000/",
        "http://localhost:9000/",
        "http://100.100.100.200/",
        "ftp://files.qq.com/",
        "file:///etc/passwd",
        "data:,x",
        "//files.qq.com/a",
        "/a",
        "",
    ],
)
def test_where_the_bot_may_not_go(url: str) -> None:
    with pytest.raises(Refused):
        allowed().check(URL(url))


INNER = (
    "127.0.0.1 10.1.2.3 172.16.0.1 192.168.0.1 100.64.0.1 169.254.169.254 100.100.100.200 0.0.0.0 224.0.0.1 "
    "240.0.0.1 255.255.255.255 192.0.2.1 198.18.0.1 ::1 :: fe80::1 fc00::1 fd00:ec2::254 fec0::1 ff02::1 "
    "::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 2002:7f00:1:: ::127.0.0.1 2001:db8::1"
)


@pytest.mark.parametrize("address", INNER.split())
def test_no_inner_address_is_public(address: str) -> None:
    assert not allowed().reachable("files.qq.com", 443, ip_address(address))


@pytest.mark.parametrize("address", ["101.226.1.1", "2402:4e00::1", "64:ff9b::6572:101", "::ffff:101.226.1.1"])
def test_a_public_address_is(address: str) -> None:
    assert allowed().reachable("files.qq.com", 443, ip_address(address))


@pytest.mark.parametrize("address", ["169.254.169.254", "100.100.100.200", "224.0.0.1", "0.0.0.0"])
def test_not_even_a_host_that_is_written_out_leads_to_a_machines_keys(address: str) -> None:
    assert allowed().reachable("files.school.cn", 80, ip_address("10.0.0.5"))
    assert not allowed().reachable("files.school.cn", 80, ip_address(address))


async def test_the_connection_itself_refuses_an_inner_address() -> None:
    """Whatever was checked before: a name may change its mind in between."""
    async with media() as server:
        address = URL(server.put(PDF), encoded=True).with_host("files.qq.com")
        async with session(allowed(), ClientTimeout(5), Names({"files.qq.com": ["127.0.0.1"]})) as opened:
            with pytest.raises(ClientConnectorError):
                await opened.get(address)
        assert server.log == []
