"""Child process that sets a document: its parts as JSON on the standard input, a PDF file on the standard output.

What people have written comes in as a value that the template reads, never as markup. Native code sets it, so it runs
in a process of its own, whose memory and time the system limits (see `typesetting`); it reads the template and the
fonts, nothing else. Nothing of the product is imported here: the process must begin quickly. Exit codes: 0 done,
3 too large, 4 the template or its data are wrong, with the reason on the error output.
"""

import json
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typst

MEMORY = 3 * 1024 * 1024 * 1024
"""In bytes, of address space: threads reserve more than they use."""
SECONDS = 120
"""Of processor time."""
TOO_LARGE, WRONG = 3, 4
UNSEEN, STANDARD_ERROR = "could not be displayed", "PDF/UA-1 error"
PDF_STANDARD = "ua-1"
"""Tagged, with a title, a language and a text for each picture: PDF/UA-1 (ISO 14289-1)."""


def main() -> int:
    """Set a document; arguments are the folders of templates and of fonts, and what is read are the parts of it:
    `main`, the name of its template, `data`, and `pictures`, SVG by file name."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    templates, fonts = sys.argv[1], sys.argv[2:]
    try:
        sys.stdout.buffer.write(set_document(json.load(sys.stdin.buffer), templates, fonts))
    except MemoryError:
        return TOO_LARGE
    except typst.TypstError as error:
        sys.stderr.write(str(error))
        return WRONG
    return 0


def set_document(parts: dict[str, Any], templates: str, fonts: list[str]) -> bytes:
    """Return the PDF file of `parts`."""
    files = {"data.json": json.dumps(parts["data"]).encode()}
    files |= {name: picture.encode() for name, picture in parts["pictures"].items()}
    for name in ("main", "layout"):
        files[f"{name}.typ"] = (Path(templates) / f"{parts['main'] if name == 'main' else name}.typ").read_bytes()
    compiled: Callable[..., bytes] = typst.compile  # the stubs of the library do not know that it takes several files
    found = {"font_paths": fonts, "ignore_system_fonts": True}
    try:
        return compiled(files, **found, pdf_standards=PDF_STANDARD)
    except typst.TypstError as error:
        # a name in a script that no font has cannot be seen, but it is there for who reads or copies the text; a sign
        # that the standard forbids, or a name of such signs alone, must not keep the paper from all others
        if UNSEEN not in str(error) and STANDARD_ERROR not in str(error):
            raise
        return compiled(files, **found)


if __name__ == "__main__":
    sys.exit(main())
