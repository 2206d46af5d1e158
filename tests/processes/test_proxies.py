"""The example configurations of reverse proxies: valid, they keep tokens out of logs, and slow clients do no harm."""

import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest
from trustme import CA

from matchmaker.base.db import get_engine
from tests.builders.aids import missing_program
from tests.builders.installation import free_port, installation, wait_for
from tests.builders.paths import ROOT

HOST = "forum.example"
SLOW_CLIENTS = 240
"""More than all threads of the application, which are 128."""
MODULES = """
pid {folder}/pid;
error_log {folder}/main.log warn;
events {{ worker_connections 4096; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/matchmaker.conf;
}}
"""


def program(name: str) -> str:
    found = shutil.which(name, path=f"{os.environ['PATH']}{os.pathsep}/usr/sbin")
    if found is None:
        missing_program(f"no {name}: sh tests/setup/proxies.sh installs it")
    return found


def nginx_files(folder: Path, port: int, *, plain: int, encrypted: int) -> Path:
    """The example with this test's ports, certificate and folders; returns the file that includes it."""
    certificate = CA().issue_cert(HOST)
    certificate.private_key_pem.write_to_path(folder / "privkey.pem")
    for blob in certificate.cert_chain_pems:
        blob.write_to_path(folder / "fullchain.pem", append=True)
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    text = re.sub(r"(?m)^\s*listen \[::\].*\n", "", text).replace("127.0.0.1:8000", f"127.0.0.1:{port}")
    text = text.replace("listen 80;", f"listen 127.0.0.1:{plain};").replace(
        "listen 443 ", f"listen 127.0.0.1:{encrypted} "
    )
    text = text.replace("/etc/ssl/forum.example", str(folder)).replace("/var/log/nginx", str(folder))
    (folder / "matchmaker.conf").write_text(text, encoding="utf-8")
    main = folder / "nginx.conf"
    main.write_text(MODULES.format(folder=folder), encoding="utf-8")
    return main


def test_the_configuration_of_nginx_is_valid(tmp_path):
    main = nginx_files(tmp_path, 8000, plain=free_port(), encrypted=free_port())

    done = subprocess.run([program("nginx"), "-t", "-c", main], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert "[warn]" not in done.stderr.replace('[warn] the "user" directive', "")


def test_the_configuration_of_caddy_is_valid(tmp_path):
    caddy = program("caddy")
    version = tuple(map(int, re.findall(r"\d+", subprocess.check_output([caddy, "version"], text=True))[:2]))
    text = (ROOT / "deploy" / "Caddyfile").read_text(encoding="utf-8").replace("/var/log/caddy", str(tmp_path))
    if version < (2, 7):
        text = text.replace("request_buffers 7MB", "buffer_requests")
    (tmp_path / "Caddyfile").write_text(text, encoding="utf-8")

    done = subprocess.run(
        [caddy, "validate", "--adapter", "caddyfile", "--config", tmp_path / "Caddyfile"],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)},
    )

    assert done.returncode == 0, done.stderr


@contextmanager
def nginx(folder: Path, port: int):
    """nginx before an installation; yields the port of https."""
    encrypted = free_port()
    main = nginx_files(folder, port, plain=free_port(), encrypted=encrypted)
    running = subprocess.Popen([program("nginx"), "-c", main, "-g", "daemon off;"], stderr=subprocess.DEVNULL)
    try:
        wait_for(lambda: reachable(encrypted))
        yield encrypted
    finally:
        running.terminate()
        running.wait()


def reachable(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def trusting() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def get(port: int, path: str) -> tuple[int, float]:
    """Status of a page, and seconds until it was there."""
    began = time.monotonic()
    connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=20, context=trusting())
    connection.request("GET", path, headers={"Host": HOST})
    status = connection.getresponse().status
    connection.close()
    return status, time.monotonic() - began


@pytest.mark.slow
def test_slow_clients_do_no_harm_behind_nginx_and_tokens_stay_out_of_its_log(sqlite_url, tmp_path):
    program("nginx")
    get_engine(sqlite_url).dispose()
    with installation(tmp_path, sqlite_url) as forum, nginx(tmp_path, forum.port) as port, ExitStack() as slow:
        starts = (
            b"GET / HTTP/1.1\r\nHost: forum.example\r\n",
            b"POST /login HTTP/1.1\r\nHost: forum.example\r\nContent-Length: 9000\r\n\r\n",
        )
        clients = []
        for number in range(SLOW_CLIENTS):
            raw = slow.enter_context(socket.create_connection(("127.0.0.1", port), timeout=20))
            client = slow.enter_context(trusting().wrap_socket(raw, server_hostname=HOST))
            client.sendall(starts[number % 2])
            clients.append(client)
        for _ in range(3):
            for client in clients:
                with suppress(OSError):  # cut off: that is the proxy's other way to keep them out
                    client.sendall(b"x")
            status, seconds = get(port, "/login/very-secret-token")
            assert status == 410
            assert seconds < 3
        get(port, "/cal/very-secret-token/agenda.ics?x=1%0aforged")

    logged = (tmp_path / "matchmaker.log").read_text(encoding="utf-8")
    assert "/login/***" in logged
    assert "/cal/***" in logged
    said = "".join(path.read_text(encoding="utf-8", errors="replace") for path in tmp_path.glob("*.log"))
    assert "very-secret-token" not in said
    assert "\nforged" not in said
