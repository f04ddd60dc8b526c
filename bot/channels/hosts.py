"""Where the bot goes when others give it an address: to named hosts, and not into the school's own network."""

import socket
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Protocol

from aiohttp import ClientSession, ClientTimeout, DummyCookieJar, TCPConnector, ThreadedResolver
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

Address = IPv4Address | IPv6Address

_NAT64 = IPv6Network("64:ff9b::/96")
_METADATA = frozenset({ip_address("100.100.100.200"), ip_address("fd00:ec2::254")})
"""Where clouds give a machine its keys; the others of that kind are link-local."""


class Refused(Exception):
    """An address that the bot does not go to."""


class Lookup(Protocol):
    """How a name becomes addresses."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Raises OSError when there are none."""


class Hosts:
    """`entries`: hosts written out (files.school.cn, 127.0.0.1:9000) and patterns (*.myqcloud.com).

    One written out is the school's own word: it may be in the school's network, at any port when it names none. A
    pattern stands for public addresses and the usual ports.
    """

    def __init__(self, entries: Sequence[str]) -> None:
        written = [URL(f"http://{entry}") for entry in entries if not entry.startswith("*")]
        self._exact = {(_name(url), url.explicit_port) for url in written}
        self._endings = tuple(entry.removeprefix("*").lower() for entry in entries if entry.startswith("*"))

    def check(self, url: URL) -> None:
        """Raises Refused for what is no web address, carries a password, or leads to a host that is not ours."""
        host, port = _name(url), url.port
        if url.scheme not in ("http", "https") or url.user is not None or not host or port is None:
            raise Refused
        if not self._written_out(host, port) and not (host.endswith(self._endings) and url.is_default_port()):
            raise Refused
        literal = _literal(host)
        if literal is not None and not self.reachable(host, port, literal):
            raise Refused

    def reachable(self, host: str, port: int, address: Address) -> bool:
        """Whether that may be the address of this host."""
        real = _embedded(address)
        if real.is_link_local or real.is_multicast or real.is_unspecified or real in _METADATA:
            return False
        return self._written_out(_bare(host), port) or _public(real)

    def _written_out(self, host: str, port: int) -> bool:
        return (host, port) in self._exact or (host, None) in self._exact


def session(hosts: Hosts, timeout: ClientTimeout, lookup: Lookup | None = None) -> ClientSession:
    """A session that connects to nothing else, whatever names say by then: no cookies, no proxy, nothing unpacked."""
    connector = TCPConnector(resolver=_Guarded(hosts, lookup or ThreadedResolver()), use_dns_cache=False)
    return ClientSession(
        connector=connector,
        timeout=timeout,
        headers={"Accept-Encoding": "identity"},
        cookie_jar=DummyCookieJar(),
        auto_decompress=False,
        trust_env=False,
    )


class _Guarded(AbstractResolver):
    """Gives the connector only addresses that it may connect to, so that a name cannot change its mind in between."""

    def __init__(self, hosts: Hosts, lookup: Lookup) -> None:
        self._hosts = hosts
        self._lookup = lookup

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        found = await self._lookup.resolve(host, port, family)
        if not all(self._hosts.reachable(host, port, ip_address(one["host"])) for one in found):
            raise OSError("an address of the inner network")
        return found

    async def close(self) -> None:
        """Nothing is held."""


def _name(url: URL) -> str:
    return _bare(url.raw_host or "")


def _bare(host: str) -> str:
    return host.rstrip(".").lower()


def _literal(host: str) -> Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _embedded(address: Address) -> Address:
    """The IPv4 address that an IPv6 one only wraps."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(address.packed[-4:])
    return address.ipv4_mapped or address.sixtofour or address


def _public(address: Address) -> bool:
    site_local = isinstance(address, IPv6Address) and address.is_site_local
    return address.is_global and not address.is_reserved and not site_local
