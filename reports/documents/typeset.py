"""A program of its own: a paper as JSON comes in, its PDF goes out; arguments are the moment of making and a standard.

Typst keeps what it has laid out for its next runs, a hundred megabytes for a long report. In a process of its own that
memory is given back, and a web server stays as small as it was.
"""

import sys
from pathlib import Path

import typst

FOLDER = Path(__file__).parent


def main() -> None:
    moment, *standards = sys.argv[1:]
    # Only the faces beside this file, so that every machine draws the same pages.
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[FOLDER / "fonts"])
    made = typst.compile(
        FOLDER / "report.typ",
        root=FOLDER,
        font_paths=fonts,
        sys_inputs={"paper": sys.stdin.buffer.read().decode()},
        timestamp=int(moment),
        pdf_standards=["ua-1"] if "ua-1" in standards else [],
    )
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()
