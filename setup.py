"""What the package gets when it is built, beside what pyproject.toml says: compiled translations and files from npm.

An installed package is complete: it is never written to, and asks for no npm.
"""

import shutil
import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))

from fotfeste.ops.catalogs import compile_catalogs  # noqa: E402
from fotfeste.web.styles import DIGDIR, list_component_files  # noqa: E402

DESIGNSYSTEMET = ROOT / "node_modules/@digdir/designsystemet-css"
FONT = ROOT / "node_modules/@fontsource-variable/ysabeau-office"
FONT_FILE = "files/ysabeau-office-latin-wght-normal.woff2"


class CompletePackage(build_py):
    def run(self) -> None:
        super().run()
        if not self.editable_mode:
            package = Path(self.build_lib) / "fotfeste"
            compile_catalogs(package)
            copy_from_npm(package / "static")


def copy_from_npm(static: Path) -> None:
    """The same files, under the same names, that a checkout collects from node_modules; their licences beside them."""
    if not (DESIGNSYSTEMET.is_dir() and FONT.is_dir()):
        raise SystemExit("The package needs Designsystemet and its font: run `make node_modules/.ready` first.")
    files = {name: DESIGNSYSTEMET / "dist" / name.removeprefix("digdir/") for name in list_component_files()}
    files |= {f"{DIGDIR}LICENSE": DESIGNSYSTEMET / "LICENSE", "font/LICENSE": FONT / "LICENSE"}
    files[f"font/{FONT_FILE}"] = FONT / FONT_FILE
    for name, source in files.items():
        (static / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, static / name)


setup(cmdclass={"build_py": CompletePackage})
