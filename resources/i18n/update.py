"""Brings the translations up to date: collects the texts of `reader`, and compiles what is translated.

Run in the project's environment: `python resources/i18n/update.py`. New texts come into
`hakusho_ja.ts` as unfinished; translate them there and run it again.
"""

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
SOURCES = FOLDER.parent.parent / "reader"
TOOLS = Path(sys.executable).parent


def main(folder: Path = FOLDER) -> None:
    """Updates and compiles every `.ts` file of `folder`."""
    sources = sorted(map(str, SOURCES.rglob("*.py")))
    for file in sorted(folder.glob("*.ts")):
        update = ["-no-obsolete", "-locations", "none", *sources, "-ts", str(file)]
        subprocess.run([TOOLS / "pyside6-lupdate", *update], check=True)  # noqa: S603 - own tools
        compiled = file.with_suffix(".qm")
        subprocess.run([TOOLS / "pyside6-lrelease", str(file), "-qm", str(compiled)], check=True)  # noqa: S603 - own tools


if __name__ == "__main__":
    main()
