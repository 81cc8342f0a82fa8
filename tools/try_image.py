"""`make try-image`, as root: the image's own steps in an empty Debian, then what deploy/compose.yaml starts together.

Two roots made by mmdebstrap stand for the images: the house's, by the lines of deploy/Containerfile, and one with
PostgreSQL, Redis and nginx from Debian. They run in a network of their own, which reaches nothing. Containers, their
images and certificates of an authority are what is not tried. MIRROR names another Debian mirror; OVERLAY a folder that
is laid over each root first (this machine's apt or pip settings, if it needs any).
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

BASE = Path(__file__).resolve().parent.parent
DEPLOY, DIST = BASE / "deploy", BASE / "dist"
NAME = "fotfeste.example.no"
ENVIRONMENT = {"FOTFESTE_HOSTS": NAME, "POSTGRES_PASSWORD": "only-for-this-try"}
NEIGHBOURS = "postgresql,redis-server,nginx-light,curl,openssl,ca-certificates,iproute2"
PLAIN_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
WAIT_S = 90


def main() -> int:
    """What is mounted is seen by a child alone, so that no clearing away ever reaches through a mount."""
    if len(sys.argv) == 2:
        try_image(Path(sys.argv[1]))
        return 0
    with tempfile.TemporaryDirectory(prefix="fotfeste-image-") as folder:
        Path(folder).chmod(0o755)
        own = ["unshare", "--mount", "--pid", "--fork", "--kill-child", sys.executable, __file__, folder]
        return subprocess.run(own, check=False).returncode


def try_image(place: Path) -> None:
    began = time.monotonic()
    image = Image(make_root(place / "house", ""))
    image.build((DEPLOY / "Containerfile").read_text(encoding="utf-8"))
    say(f"the image's steps: {time.monotonic() - began:.0f} s")
    neighbours = make_root(place / "neighbours", NEIGHBOURS)
    try_together(image, neighbours, place / "volumes")
    say(f"all: {(time.monotonic() - began) / 60:.1f} minutes")


def say(text: str) -> None:
    print(f"try-image: {text}", flush=True)


def run(*command: str | Path, **options: Any) -> str:
    """What it printed. Raises with it when it fails."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, **options)
    if done.returncode:
        raise SystemExit(f"{shlex.join(map(str, command))}\n{done.stdout}")
    return str(done.stdout)


def make_root(root: Path, packages: str) -> Path:
    mirror = [os.environ["MIRROR"]] if "MIRROR" in os.environ else []
    overlay = os.environ.get("OVERLAY")
    hooks = [f"--setup-hook=cp -a {shlex.quote(overlay)}/. $1/"] if overlay else []
    include = [f"--include={packages}"] if packages else []
    run("mmdebstrap", "--mode=root", "--variant=minbase", *include, *hooks, "bookworm", root, *mirror)
    if not (root / "etc/resolv.conf").exists():
        shutil.copy("/etc/resolv.conf", root / "etc/resolv.conf")
    for name in ("database", "redis"):
        with (root / "etc/hosts").open("a") as hosts:
            hosts.write(f"127.0.0.1 {name} localhost\n")
    mount_kernel_folders(root)
    return root


def mount_kernel_folders(root: Path) -> None:
    run("mount", "-t", "proc", "proc", root / "proc")
    (root / "dev/shm").mkdir(exist_ok=True)
    run("mount", "-t", "tmpfs", "-o", "mode=1777", "tmpfs", root / "dev/shm")


@dataclass
class Image:
    """What a Containerfile says, done in a root. Only the instructions ours has are known."""

    root: Path
    environment: dict[str, str] = field(default_factory=lambda: {"PATH": PLAIN_PATH})
    config: dict[str, Any] = field(default_factory=dict)

    def build(self, text: str) -> None:
        steps: dict[str, Callable[[str], object]] = {
            "FROM": self._check_base,
            "RUN": lambda line: run("chroot", self.root, "/usr/bin/env", "-i", *self._settings(), "sh", "-c", line),
            "COPY": self._copy,
            "ENV": lambda line: self.environment.update(re.findall(r"(\w+)=(\S+)", line)),
            "USER": lambda line: self.config.update(user=line),
            "WORKDIR": lambda line: self.config.update(folder=line),
            "VOLUME": lambda line: self.config.update(volumes=json.loads(line)),
            "ENTRYPOINT": lambda line: self.config.update(entry=json.loads(line)),
            "CMD": lambda line: self.config.update(command=json.loads(line)),
        }
        lines = re.sub(r"\\\n", "", re.sub(r"^#.*\n", "", text, flags=re.M))
        for word, line in re.findall(r"^([A-Z]+) +(.+)$", lines, re.M):
            steps[word](line)

    def _settings(self) -> list[str]:
        return [f"{name}={value}" for name, value in self.environment.items()]

    def _check_base(self, line: str) -> None:
        assert line == "docker.io/library/debian:12-slim", line

    def _copy(self, line: str) -> None:
        *patterns, target = line.split()
        (self.root / target[1:]).mkdir(parents=True, exist_ok=True)
        for pattern in patterns:
            for file in DIST.glob(pattern):
                shutil.copy(file, self.root / target[1:])

    def start(self, *command: str, **environment: str) -> subprocess.Popen[str]:
        """As the compose file says: its user, no capability, nothing but the volumes and /tmp can be written."""
        user = self.config["user"]
        drop = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", "--bounding-set=-all"]
        settings = [*self._settings(), *(f"{name}={value}" for name, value in environment.items())]
        inside = f"cd {self.config['folder']} && exec {shlex.join([*self.config['entry'], *command])}"
        drop += ["--inh-caps=-all", "--no-new-privs", "env", "-i", *settings, "sh", "-c", inside]
        return subprocess.Popen(
            ["chroot", self.root, *drop], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )

    def mount(self, volumes: Path) -> None:
        """Each volume begins with what the image has there, as a container's does. The rest is read-only."""
        run("mount", "--bind", self.root, self.root)
        run("mount", "-o", "remount,bind,ro", self.root)
        mount_kernel_folders(self.root)
        run("mount", "-t", "tmpfs", "tmpfs", self.root / "tmp")
        for path in self.config["volumes"]:
            volume = volumes / path.strip("/").replace("/", "-")
            run("cp", "-a", f"{self.root}{path}", str(volume))
            run("mount", "--bind", volume, f"{self.root}{path}")


def try_together(image: Image, neighbours: Path, volumes: Path) -> None:
    volumes.mkdir()
    image.mount(volumes)
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    house = {name: fill(value) for name, value in services["house"]["environment"].items()}
    with_libc_unshare_network()
    run("chroot", neighbours, "ip", "link", "set", "lo", "up")
    start_database(neighbours)
    subprocess.Popen(["chroot", neighbours, *services["redis"]["command"]], stdout=subprocess.DEVNULL)
    told = image.start("init", "--name", "A", "--basis", "alternativ", "--address", f"https://{NAME}", **house)
    assert f"https://{NAME}/invitation/" in told.communicate(timeout=WAIT_S)[0] and told.returncode == 0
    say("founded")
    process = image.start(*image.config["command"], **house)
    start_proxy(neighbours, volumes)
    try:
        ask_until_well(neighbours, process)
        look(neighbours, image)
    finally:
        process.terminate()
    assert process.wait(WAIT_S) == 0
    say("stopped, and nobody was cut off")


def fill(value: str) -> str:
    return re.sub(r"\$\{(\w+):\?\}", lambda found: ENVIRONMENT[found[1]], value)


def with_libc_unshare_network() -> None:
    """A network for this process and its children alone: the ports of this machine stay whose they are."""
    import ctypes

    if ctypes.CDLL(None, use_errno=True).unshare(0x40000000):  # CLONE_NEWNET
        raise OSError(ctypes.get_errno(), "unshare")


def start_database(root: Path) -> None:
    """What the image of PostgreSQL does with its three settings."""
    programs = next((root / "usr/lib/postgresql").iterdir()).relative_to(root)
    (root / "tmp/password").write_text(ENVIRONMENT["POSTGRES_PASSWORD"])
    options = "-c listen_addresses=127.0.0.1 -k /tmp"
    for command in (
        f"/{programs}/bin/initdb -D /tmp/data -U fotfeste -A scram-sha-256 --pwfile /tmp/password",
        f"/{programs}/bin/pg_ctl -D /tmp/data -w -l /tmp/log -o '{options}' start >/dev/null",
        f"PGPASSWORD={ENVIRONMENT['POSTGRES_PASSWORD']} createdb -h 127.0.0.1 -U fotfeste fotfeste",
    ):
        run("chroot", "--userspec=postgres", root, "sh", "-c", command)


def start_proxy(root: Path, volumes: Path) -> None:
    """With a certificate of our own in place of an authority's."""
    live = f"/etc/letsencrypt/live/{NAME}"
    (root / live[1:]).mkdir(parents=True)
    keys = ["-keyout", f"{live}/privkey.pem", "-out", f"{live}/fullchain.pem", "-days", "2", "-nodes"]
    name = ["-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"]
    run("chroot", root, "openssl", "req", "-x509", "-newkey", "rsa:2048", *keys, *name)
    (root / "etc/nginx/sites-enabled/default").unlink()
    shutil.copy(DEPLOY / "nginx-site.conf", root / "etc/nginx/conf.d/default.conf")
    static = root / "var/cache/fotfeste"
    static.mkdir()
    run("mount", "--bind", "-o", "ro", volumes / "var-cache-fotfeste", static)
    run("chroot", root, "nginx")


def fetch(root: Path, path: str) -> str:
    trust = ["--cacert", f"/etc/letsencrypt/live/{NAME}/fullchain.pem", "--resolve", f"{NAME}:443:127.0.0.1"]
    command = ["chroot", str(root), "curl", "--http2", "--silent", "--max-time", "20", *trust, f"https://{NAME}{path}"]
    return str(subprocess.run(command, capture_output=True, text=True, check=False).stdout)


def ask_until_well(root: Path, process: subprocess.Popen[str]) -> None:
    began = time.monotonic()
    while fetch(root, "/health/") != "ok":
        if process.poll() is not None or time.monotonic() - began > WAIT_S:
            process.kill()
            raise SystemExit(f"the house did not come up: {process.communicate()[0]}{fetch(root, '/health/')}")
        time.sleep(0.5)
    say(f"well after {time.monotonic() - began:.0f} s")


def look(neighbours: Path, image: Image) -> None:
    page = fetch(neighbours, "/help/")
    assert "Trenger du hjelp nå?" in page, page
    sheet = re.findall(r'href="(/static/css/house[^"]+)"', page)[0]
    assert "@layer" in fetch(neighbours, sheet)
    check = image.start("check", FOTFESTE_HOSTS=NAME)
    say("check says: " + check.communicate(timeout=WAIT_S)[0].splitlines()[0])
    for path in ("/opt/fotfeste/x", "/etc/x"):
        try:
            Path(f"{image.root}{path}").touch()
        except OSError:
            continue
        raise SystemExit(f"{path} can be written")


if __name__ == "__main__":
    raise SystemExit(main())
