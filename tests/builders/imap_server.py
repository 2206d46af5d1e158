"""A real IMAP server, Dovecot, for as long as a test session: any user, one password, mail in a temporary folder."""

import getpass
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from imap_tools import MailBoxUnencrypted
from trustme import CA

from matchmaker.base.config import Config

PASSWORD = "password-of-the-tests"
SETTINGS = """\
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{folder}/certificate.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = no
mail_location = maildir:{folder}/mail/%u
default_internal_user = {internal}
default_login_user = {login}
first_valid_uid = 1
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={owner} gid={group} home={folder}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
auth_failure_delay = 0
"""
"""Who gives a wrong password does not wait, nor does who comes after from the same address."""


@dataclass(frozen=True)
class Dovecot:
    port: int
    """Without encryption, or with STARTTLS."""
    tls_port: int

    def config(self, user: str, **values) -> Config:
        """The settings of an installation that reads the mailbox of `user`."""
        given = {"imap_host": "127.0.0.1", "imap_port": self.port, "imap_user": user, "imap_tls": "none"}
        return Config(mode="test", imap_password=PASSWORD, **given | values)

    @contextmanager
    def open(self, user: str) -> Iterator[MailBoxUnencrypted]:
        """The mailbox of `user` as another mail program sees it."""
        with MailBoxUnencrypted("127.0.0.1", self.port, timeout=10).login(user, PASSWORD) as box:
            yield box

    def deliver(self, user: str, *mails: bytes) -> None:
        with self.open(user) as box:
            for data in mails:
                box.append(data)


def program() -> str | None:
    """Where Dovecot is; None if it is not installed."""
    return shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin")


@contextmanager
def serve(authority: CA | None = None, *, host: str = "127.0.0.1") -> Iterator[Dovecot]:
    """Run Dovecot on free ports; unprivileged, or as root with the users of its package.

    Its certificate names `host` and comes from `authority`, by default one that nobody knows.
    """
    folder = Path(mkdtemp(prefix="matchmaker-imap-"))
    folder.chmod(0o755)
    (folder / "mail").mkdir()
    (folder / "mail").chmod(0o777)
    certificate = (authority or CA()).issue_cert(host)
    certificate.private_key_pem.write_to_path(folder / "key.pem")
    for pem in certificate.cert_chain_pems:
        pem.write_to_path(folder / "certificate.pem", append=True)
    with socket.socket() as probe, socket.socket() as other:
        probe.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        port, tls_port = probe.getsockname()[1], other.getsockname()[1]
    root, me = os.getuid() == 0, getpass.getuser()
    users = {"internal": "dovecot", "login": "dovenull", "owner": "mail", "group": "mail"} if root else {}
    settings = {"internal": me, "login": me, "owner": os.getuid(), "group": os.getgid()} | users
    (folder / "dovecot.conf").write_text(
        SETTINGS.format(folder=folder, port=port, tls_port=tls_port, password=PASSWORD, **settings)
    )
    found = program()
    assert found is not None
    command = [found, "-F", "-c", str(folder / "dovecot.conf")]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, **quiet, start_new_session=True) as running:
        try:
            _wait(port, running, folder / "log")
            yield Dovecot(port, tls_port)
        finally:
            # all at once: asked to end, it waits a second or two for its own processes
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()
            shutil.rmtree(folder, ignore_errors=True)


def _wait(port: int, running: subprocess.Popen, log: Path) -> None:
    for _ in range(300):
        assert running.poll() is None, log.read_text() if log.exists() else "Dovecot did not start"
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(log.read_text())
