"""An installation as docs/operator.md makes it: the code is somebody else's, and who runs it cannot write there."""

import os
import re
import shutil
import stat
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.ops.proxying import GUIDE, block
from tests.ops.serving import BASE

# Started by root, the house runs as nobody; started by anybody else, as herself, and the code lets nobody write.
AS_NOBODY = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--"] if os.getuid() == 0 else []
OWNER = ["-o", "nobody", "-g", "nogroup"] if AS_NOBODY else []


CONSOLE_SCRIPT = """#!{python}
import sys
from fotfeste.config.cli import main
if __name__ == "__main__":
    sys.exit(main())
"""  # as pip writes it; a worker reads it again without starting another house


def find_interpreter() -> str | None:
    """A Python that nobody may run, too, and that fits the packages of this one.

    `env` in between: what root starts directly is still found with root's rights.
    """
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    for each in (os.path.realpath(sys.executable), f"/usr/bin/python{version}", f"/usr/local/bin/python{version}"):
        look = [*AS_NOBODY, "env", each, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
        try:
            ran = subprocess.run(look, capture_output=True, text=True, check=False, cwd="/", timeout=20)
        except OSError:
            continue
        if ran.stdout.strip() == version:
            return each
    return None


def read_guide() -> str:
    return GUIDE.read_text(encoding="utf-8")


@dataclass
class Installation:
    root: Path  # stands for /

    @property
    def code(self) -> Path:
        return self.root / "opt/fotfeste"

    @property
    def home(self) -> Path:
        return self.root / "var/lib/fotfeste"

    def move(self, text: str) -> str:
        """The guide's paths, in here."""
        return re.sub(r"(?<![\w./])/(opt|var|etc)/", rf"{self.root}/\1/", text)

    def environment(self) -> dict[str, str]:
        return {"PATH": f"{self.code}/.venv/bin:/usr/bin:/bin", "LANG": "C.UTF-8"}

    def settings(self) -> dict[str, str]:
        lines = (self.root / "etc/fotfeste/environment").read_text().splitlines()
        return dict(line.split("=", 1) for line in lines)

    def run_fot(self, line: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """A `fot …` line of the guide, by the guide's own shell function, under the widest umask there is."""
        function = re.findall(r"^fot\(\) .*$", read_guide(), re.M)[0].replace("sudo -u fotfeste", " ".join(AS_NOBODY))
        return subprocess.run(
            ["bash", "-c", f"{self.move(function)}\n{line}"],
            env=self.environment() | settings,
            cwd=self.root,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            umask=0,
        )

    def build_start_command(self, listening_fd: int) -> list[str]:
        """The unit's own line."""
        line = re.findall(r"^ExecStart=(.*)$", block("unit: fotfeste.service"), re.M)[0]
        return [*AS_NOBODY, *self.move(line).replace("--fd 3", f"--fd {listening_fd}").split()]

    def start(self, listening_fd: int) -> subprocess.Popen[str]:
        return subprocess.Popen(
            self.build_start_command(listening_fd),
            env=self.environment() | self.settings(),
            cwd=self.home,
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            pass_fds=[listening_fd],
            umask=0,
        )


@contextmanager
def make_installation() -> Iterator[Installation]:
    """Sections 1 and 2 of the guide, in a folder instead of on a machine."""
    place = Path(tempfile.mkdtemp(prefix="fotfeste-installation-"))
    place.chmod(0o755)
    installation = Installation(place)
    try:
        _lay_code(installation.code)
        _make_folders(installation)
        yield installation
    finally:
        _set_writable(place, True)
        shutil.rmtree(place)


def _lay_code(code: Path) -> None:
    code.mkdir(parents=True)
    shutil.copytree(BASE / "fotfeste", code / "fotfeste", ignore=shutil.ignore_patterns("__pycache__"))
    (code / "node_modules").symlink_to(BASE / "node_modules")
    subprocess.run([str(find_interpreter()), "-m", "venv", "--without-pip", code / ".venv"], check=True)
    packages = next((code / ".venv/lib").glob("python*")) / "site-packages"
    (packages / "house.pth").write_text(f"{code}\n{sysconfig.get_path('purelib')}\n{sysconfig.get_path('platlib')}\n")
    script = code / ".venv/bin/fotfeste"
    script.write_text(CONSOLE_SCRIPT.format(python=f"{code}/.venv/bin/python"))
    script.chmod(0o755)
    _set_writable(code, False)


def _set_writable(folder: Path, is_writable: bool) -> None:
    for each in (folder, *folder.rglob("*")):
        if not each.is_symlink():
            mode = stat.S_IMODE(each.stat().st_mode)
            each.chmod(mode | 0o200 if is_writable else mode & ~0o222 | 0o444)


def _make_folders(installation: Installation) -> None:
    made = re.findall(r"^sudo install -d -o fotfeste -g fotfeste -m 700 (.*)$", read_guide(), re.M)[0]
    folders = installation.move(made).split()
    subprocess.run(["install", "-d", *OWNER, "-m", "700", *folders], check=True)
    cache = installation.root / "var/cache/fotfeste"  # systemd makes it: CacheDirectory
    subprocess.run(["install", "-d", *OWNER, "-m", "755", cache], check=True)
    shown = re.findall(r"```sh\n(FOTFESTE_HOME=.*?)```", read_guide(), re.S)[0]
    written = installation.root / "settings"
    written.write_text(installation.move(shown.replace("=/", "= /")).replace("= /", "=/"))
    target = installation.root / "etc/fotfeste/environment"
    subprocess.run(["install", *OWNER, "-m", "600", written, target], check=True)
