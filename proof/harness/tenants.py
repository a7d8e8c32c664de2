"""What tenants, accounts and backups may do with each other, as a small model that knows nothing of the server but its product page.

`Model.answer` says what a request must be answered with and changes the model's state as the server must change its own.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Tenant:
    """A tenant with its settings; `paths` are what it answers below, `hosts` those on which it is alone."""

    slug: str
    paths: tuple[str, ...]
    hosts: tuple[str, ...] = ()
    login_open: bool = False
    restore_login: bool = False
    strict: bool = False


class Standing(enum.Enum):
    """Whether an account may log in."""

    GOOD = "good"
    DISABLED = "disabled"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Account:
    """An account; `kind` as the command calls it."""

    tenant: str
    name: str
    password: str
    kind: str = "personal"
    standing: Standing = Standing.GOOD


@dataclass(frozen=True)
class Asked:
    """One request. `prefix` is the path before `config` or `backups`, `backup` None for `config`."""

    method: str
    host: str
    prefix: str
    backup: str | None
    user: str | None
    password: str
    body: bytes = b""


@dataclass
class Kept:
    """A backup in a tenant: live, or in the trash."""

    owner: Account | None
    content: bytes
    live: bool = True


@dataclass(frozen=True)
class Expected:
    """What an answer must be; `content` None where only its status matters."""

    status: int
    content: bytes | None = None


LEAST_BYTES = 40
SHARD = re.compile("/(xx|[0-9a-fA-F]{2}|%7BbackupIdPrefix8%7D)$")


@dataclass
class Model:
    """All backups of all tenants."""

    tenants: tuple[Tenant, ...]
    accounts: tuple[Account, ...]
    kept: dict[tuple[str, str], Kept] = field(default_factory=dict)

    def answer(self, asked: Asked) -> Expected:
        tenant = self.resolve(asked.host, asked.prefix)
        if tenant is None:
            return Expected(404)
        reads = asked.method in ("GET", "HEAD")
        if asked.method not in (("GET", "HEAD") if asked.backup is None else ("GET", "HEAD", "PUT", "DELETE")):
            return Expected(405)
        login_open = not tenant.restore_login if reads and asked.backup else tenant.login_open
        account = None if login_open else self.account(tenant, asked)
        if account is None and not login_open:
            return Expected(401)
        if asked.backup is None:
            return Expected(200)
        if reads:
            return self._read(tenant, asked)
        return self._put(tenant, asked, account) if asked.method == "PUT" else self._delete(tenant, asked, account)

    def resolve(self, host: str, prefix: str) -> Tenant | None:
        """The tenant of a request: on a host of its own only that one, at the host's root too. Doubled slashes and shards are noise."""
        path = re.sub("/+", "/", prefix).rstrip("/")
        alone = [tenant for tenant in self.tenants if host.lower() in tenant.hosts]
        for wanted in (path, SHARD.sub("", path)):
            for tenant in alone or self.tenants:
                if wanted in tenant.paths or (alone and not wanted):
                    return tenant
        return None

    def account(self, tenant: Tenant, asked: Asked) -> Account | None:
        """The account that a login is valid for."""
        for account in self.accounts:
            if account.tenant == tenant.slug and asked.user is not None and account.name.lower() == asked.user.lower():
                return account if account.password == asked.password and account.standing is Standing.GOOD else None
        return None

    def _read(self, tenant: Tenant, asked: Asked) -> Expected:
        kept = self.kept.get((tenant.slug, asked.backup or ""))
        if kept is None or not kept.live:
            return Expected(404)
        return Expected(200, kept.content if asked.method == "GET" else None)

    def _put(self, tenant: Tenant, asked: Asked, account: Account | None) -> Expected:
        place = (tenant.slug, asked.backup or "")
        kept = self.kept.get(place)
        if self._is_anothers(tenant, kept, account):
            return Expected(403)
        if len(asked.body) < LEAST_BYTES:
            return Expected(400)
        owner = account or (kept.owner if kept else None)
        self.kept[place] = Kept(owner, asked.body)
        return Expected(204 if kept and kept.live else 201)

    def _delete(self, tenant: Tenant, asked: Asked, account: Account | None) -> Expected:
        kept = self.kept.get((tenant.slug, asked.backup or ""))
        if kept is None:
            return Expected(404)
        if self._is_anothers(tenant, kept, account):
            return Expected(403)
        kept.live = False
        return Expected(204)

    @staticmethod
    def _is_anothers(tenant: Tenant, kept: Kept | None, account: Account | None) -> bool:
        return tenant.strict and kept is not None and kept.owner is not None and account is not None and kept.owner != account
