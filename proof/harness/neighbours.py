"""The neighbours: nginx, Apache and HAProxy as processes of their own, on loopback, with configuration written for one run.

Two roles. A *store* is what people use for Threema Safe without a server made for it: WebDAV with the files `config` and `backups/ID`.
A *proxy* stands in front of a server, as a reverse proxy does. Begin with `nginx_store`, `apache_store`, `nginx_proxy`, `apache_proxy` and
`haproxy_proxy`; each returns a `Neighbour` that already answers. Nothing outside the given directories is touched.
"""

from __future__ import annotations

import enum
import grp
import http.client
import json
import os
import pwd
import re
import signal
import ssl
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from harness.certificate import Pem
from harness.packaged import HOME, Login, free_port

NGINX = "nginx"
APACHE = "apache2"
HAPROXY = "haproxy"
APACHE_MODULES = Path("/usr/lib/apache2/modules")
APACHE_USER = "www-data"
MIME_TYPES = Path("/etc/mime.types")
ANSWER_DEADLINE = 20.0
STOP_DEADLINE = 20.0
MOST_BODY_MIB = 4


class Hashing(enum.Enum):
    """How a store keeps the password of its one login: the flags of htpasswd."""

    APR1 = ("-m",)
    BCRYPT_10 = ("-B", "-C", "10")


@dataclass(frozen=True)
class Guard:
    """The login that a store asks for."""

    login: Login
    hashing: Hashing = Hashing.APR1


class DidNotAnswer(Exception):
    """The neighbour ended, or stayed silent; says the end of what it wrote."""


class Neighbour:
    """A server in a process group of its own. `files` holds what a store serves; None for a proxy."""

    def __init__(self, name: str, command: Sequence[str], directory: Path, url: str, files: Path | None = None):
        self.name = name
        self.url = url
        self.files = files
        self.log = directory / "output.log"
        self._output = open(self.log, "ab")
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=self._output, stderr=self._output, cwd=directory, start_new_session=True,
        )
        try:
            self._wait_until_it_answers()
        except BaseException:
            self.kill()  # Whoever interrupts the start has no neighbour yet to end.
            raise

    @property
    def pid(self) -> int:
        return self.process.pid

    @property
    def port(self) -> int:
        return urlsplit(self.url).port or 0

    def is_alive(self) -> bool:
        return self.process.poll() is None

    def processes(self) -> list[int]:
        """The IDs of the main process and its children."""
        found = [self.pid]
        for children in Path(f"/proc/{self.pid}/task").glob("*/children"):
            found += map(int, children.read_text().split())
        return found

    def _wait_until_it_answers(self) -> None:
        until = time.monotonic() + ANSWER_DEADLINE
        while time.monotonic() < until and self.is_alive():
            if _answers(self.url):
                return
            time.sleep(0.02)
        self.kill()
        raise DidNotAnswer(f"{self.name} did not answer at {self.url}: {self.log.read_text(errors='replace')[-800:]}")

    def stop(self) -> None:
        """Asks it to end, and ends it after the deadline."""
        if self.is_alive():
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(STOP_DEADLINE)
        except subprocess.TimeoutExpired:
            pass
        self.kill()

    def kill(self) -> None:
        """Ends it with all its workers at once."""
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass  # All of them have ended.
        self.process.wait()
        self._output.close()

    def __enter__(self) -> Neighbour:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def _answers(url: str) -> bool:
    """Whether any answer comes, whatever its status."""
    parts = urlsplit(url)
    unverified = ssl._create_unverified_context() if parts.scheme == "https" else None
    connection = (
        http.client.HTTPSConnection(parts.hostname or "", parts.port, timeout=5, context=unverified) if unverified
        else http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=5)
    )
    try:
        connection.request("GET", "/config")
        connection.getresponse().read()
        return True
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


@dataclass(frozen=True)
class _Place:
    """Where one neighbour lies and listens."""

    directory: Path
    port: int
    tls: Pem | None

    @property
    def url(self) -> str:
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}"

    def write(self, name: str, text: str) -> Path:
        file = self.directory / name
        file.touch(mode=0o600)
        file.write_text(text)
        return file


def _place(directory: Path, port: int, tls: Pem | None) -> _Place:
    directory.mkdir(parents=True, exist_ok=True)
    return _Place(directory, port or free_port(), tls)


@dataclass(frozen=True)
class _Files:
    """What a store serves, and beside it on the same file system where bodies wait until they are whole."""

    served: Path
    waiting: Path


def _files(store: Path) -> _Files:
    files = _Files(store / "served", store / "waiting")
    (files.served / "backups").mkdir(parents=True, exist_ok=True)
    files.waiting.mkdir(exist_ok=True)
    (files.served / "config").write_text(json.dumps({"maxBackupBytes": 524288, "retentionDays": 180}))
    return files


def nginx_store(directory: Path, *, files: Path | None = None, guard: Guard | None = None, tls: Pem | None = None, port: int = 0) -> Neighbour:
    """nginx with WebDAV on `files` (below `directory` if not given), which may be on another file system."""
    place, store = _place(directory, port, tls), _files(files or directory / "files")
    access = f'auth_basic "backups"; auth_basic_user_file {_password_file(place, guard)};' if guard else ""
    location = f"""
        root {store.served};
        client_body_temp_path {store.waiting};
        client_max_body_size {MOST_BODY_MIB}m;
        {access}
        location = /config {{ default_type application/json; }}
        location /backups/ {{ dav_methods PUT DELETE; dav_access user:rw; }}"""
    return _nginx("nginx WebDAV", place, location, store.served)


def nginx_proxy(directory: Path, upstream: str, *, tls: Pem | None = None, port: int = 0) -> Neighbour:
    """nginx in front of the server at `upstream`, with the very lines of docs/operating.md."""
    place = _place(directory, port, tls)
    return _nginx("nginx proxy", place, f"\n        client_body_temp_path {directory / 'waiting'};\n" + _documented_location(upstream), None)


def nginx_pooling_proxy(directory: Path, upstream: str, *, tls: Pem | None = None, port: int = 0) -> Neighbour:
    """nginx as documented, and with connections to the server that are kept for the requests of other clients."""
    place = _place(directory, port, tls)
    location = _documented_location("http://kept").replace("{", '{ proxy_http_version 1.1; proxy_set_header Connection "";', 1)
    waiting = f"\n        client_body_temp_path {directory / 'waiting'};\n"
    kept = f"    upstream kept {{ server {urlsplit(upstream).netloc}; keepalive 4; }}"
    return _nginx("nginx proxy with kept connections", place, waiting + location, None, kept)


def _documented_location(upstream: str) -> str:
    text = (HOME / "docs" / "operating.md").read_text()
    found = re.search(r"^    location / \{.*?\}$", text, re.MULTILINE | re.DOTALL)
    assert found and "http://127.0.0.1:8080" in found.group(), "docs/operating.md shows no location for nginx"
    return found.group().replace("http://127.0.0.1:8080", upstream)


def _nginx(name: str, place: _Place, location: str, files: Path | None, beside: str = "") -> Neighbour:
    directory = place.directory
    temporary = "\n".join(f"    {kind}_temp_path {directory / kind};" for kind in ("fastcgi", "proxy", "scgi", "uwsgi"))
    listen, certificate = f"127.0.0.1:{place.port} backlog=4096", ""
    if place.tls:
        listen += " ssl http2"
        certificate = f"""ssl_certificate {place.tls.certificate}; ssl_certificate_key {place.tls.key};
        ssl_protocols TLSv1.2 TLSv1.3; ssl_session_cache shared:tls:10m;"""
    configuration = place.write("nginx.conf", f"""
{'user root;' if os.geteuid() == 0 else ''}
daemon off;
worker_processes auto;
worker_rlimit_nofile 16384;
pid {directory / 'nginx.pid'};
error_log {directory / 'error.log'} warn;
events {{ worker_connections 8192; }}
http {{
    default_type application/octet-stream;
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_timeout 65s;
    keepalive_requests 10000000;
    server_tokens off;
{temporary}
{beside}
    server {{
        listen {listen};
        {certificate}{location}
    }}
}}
""")
    return Neighbour(name, [NGINX, "-e", str(directory / "error.log"), "-p", str(directory), "-c", str(configuration)], directory, place.url, files)


def apache_store(directory: Path, *, files: Path | None = None, guard: Guard | None = None, tls: Pem | None = None, port: int = 0) -> Neighbour:
    """Apache with WebDAV on `files` (below `directory` if not given), which may be on another file system."""
    place, store = _place(directory, port, tls), _files(files or directory / "files")
    locks = directory / "locks"
    locks.mkdir(exist_ok=True)
    access = "Require all granted"
    if guard:
        password_file = _password_file(place, guard)
        access = f'AuthType Basic\n    AuthName backups\n    AuthUserFile {password_file}\n    Require valid-user'
        _give_to_apache(password_file)
    for path in (store.served, *store.served.rglob("*"), locks):
        _give_to_apache(path)
    _let_through(store.served)
    _let_through(directory)
    modules = ("authz_core", "authz_user", "auth_basic", "authn_core", "authn_file", "dav", "dav_fs", "mime")
    return _apache("Apache WebDAV", place, modules, f"""
DocumentRoot {store.served}
DavLockDB {locks / 'lock'}
<Directory {store.served}>
    Dav On
    {access}
</Directory>
<Files config>
    ForceType application/json
</Files>
""", store.served)


def apache_proxy(directory: Path, upstream: str, *, tls: Pem | None = None, port: int = 0) -> Neighbour:
    """Apache's mod_proxy in front of the server at `upstream`."""
    place = _place(directory, port, tls)
    return _apache("Apache proxy", place, ("authz_core", "proxy", "proxy_http"), f"""
ProxyPreserveHost On
ProxyTimeout 60
ProxyPass "/" "{upstream}/"
<Proxy *>
    Require all granted
</Proxy>
""", None)


def _apache(name: str, place: _Place, modules: Sequence[str], rest: str, files: Path | None) -> Neighbour:
    directory = place.directory
    certificate = ""
    if place.tls:
        modules = [*modules, "socache_shmcb", "ssl", "http2"]
        certificate = f"""SSLEngine on
SSLCertificateFile {place.tls.certificate}
SSLCertificateKeyFile {place.tls.key}
SSLProtocol -all +TLSv1.2 +TLSv1.3
SSLSessionCache shmcb:{directory / 'tls-sessions'}(512000)
Protocols h2 http/1.1"""
    loaded = "\n".join(f"LoadModule {module}_module {APACHE_MODULES / f'mod_{module}.so'}" for module in ("mpm_event", *modules))
    user = f"User {APACHE_USER}\nGroup {APACHE_USER}" if os.geteuid() == 0 else ""
    types = f"TypesConfig {MIME_TYPES if MIME_TYPES.exists() else os.devnull}" if "mime" in modules else ""
    configuration = place.write("apache.conf", f"""
ServerRoot {directory}
ServerName localhost
DefaultRuntimeDir {directory}
PidFile {directory / 'apache.pid'}
ErrorLog {directory / 'error.log'}
LogLevel warn
Listen 127.0.0.1:{place.port}
ListenBacklog 4096
{loaded}
{user}
{types}
KeepAlive On
MaxKeepAliveRequests 0
KeepAliveTimeout 65
EnableSendfile On
ServerTokens Prod
{certificate}
{rest}""")
    return Neighbour(name, [APACHE, "-DFOREGROUND", "-f", str(configuration)], directory, place.url, files)


def haproxy_proxy(directory: Path, upstream: str, *, tls: Pem | None = None, port: int = 0) -> Neighbour:
    """HAProxy in front of the server at `upstream`."""
    place = _place(directory, port, tls)
    bind = f"127.0.0.1:{place.port} backlog 4096"
    if place.tls:
        both = place.write("both.pem", place.tls.certificate.read_text() + place.tls.key.read_text())
        bind += f" ssl crt {both} alpn h2,http/1.1 ssl-min-ver TLSv1.2"
    configuration = place.write("haproxy.cfg", f"""
global
    maxconn 8000
defaults
    mode http
    timeout connect 5s
    timeout client 60s
    timeout server 60s
    timeout http-request 30s
    timeout http-keep-alive 65s
    option forwardfor
frontend public
    bind {bind}
    default_backend server
backend server
    server only {urlsplit(upstream).netloc}
""")
    return Neighbour("HAProxy", [HAPROXY, "-db", "-f", str(configuration)], directory, place.url)


def _password_file(place: _Place, guard: Guard) -> Path:
    """Neither name nor password is an argument: the name is put in afterwards."""
    done = subprocess.run(
        ["htpasswd", "-n", "-i", *guard.hashing.value, "name"], input=guard.login.password, capture_output=True, text=True, check=True,
    )
    return place.write("passwords", f"{guard.login.user}:{done.stdout.strip().removeprefix('name:')}\n")


def _give_to_apache(path: Path) -> None:
    """Apache never works as root, so what it reads and writes is given to the user that it works as."""
    if os.geteuid() == 0:
        os.chown(path, pwd.getpwnam(APACHE_USER).pw_uid, grp.getgrnam(APACHE_USER).gr_gid)


def _let_through(path: Path) -> None:
    """Lets Apache's user pass through the scratch directory above, which belongs to its owner alone; folders elsewhere are left as they are."""
    if os.geteuid() == 0:
        for folder in (path, *path.parents):
            mode = folder.stat().st_mode
            if folder.is_relative_to(tempfile.gettempdir()) and not mode & 0o001:
                folder.chmod(mode | 0o011)
