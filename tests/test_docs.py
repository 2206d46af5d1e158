"""Documentation and configuration are checked against the code: what they name must exist.

What counts as a reference: text in backticks and link targets of the Markdown files, and text in backticks in the
docstrings of the packages.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from pkgutil import resolve_name

import pytest

from matchmaker import __version__
from tests.setup import tables

ROOT = Path(__file__).parent.parent
PACKAGES = ("solver", "matchmaker", "web")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("fixtures/**/*.md")])
NAMES = [str(document.relative_to(ROOT)) for document in DOCUMENTS]
FOLDERS = (*PACKAGES, "tests", "docs", "fixtures")
STARTS_AT = {"formulation.md": "solver"}
"""Pages whose paths start in another folder than the top."""

TICKED = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
LINK = re.compile(r"\]\(([^()\s]+)\)")
FENCED = re.compile(r"^```.*?^```|^ {4}.*?$", re.MULTILINE | re.DOTALL)
TARGET = re.compile(r"\bmake ([a-z][a-z-]*)")
PATH = re.compile(r"[\w.*{},-]+(/[\w.*{},-]+)*/?")
SUFFIXES = {
    ".py",
    ".md",
    ".csv",
    ".toml",
    ".html",
    ".txt",
    ".css",
    ".js",
    ".json",
    ".svg",
    ".lock",
    ".yml",
    ".sh",
    ".po",
}
MADE = {"var", ".venv", "test-results"}
"""Folders that commands make: they are named, and not in the repository."""
MEDIA_TYPES = {"text", "application", "multipart", "message", "image"}
MEMBER = re.compile(
    r"(?!(?:solver|matchmaker|web)\.|\w+\.(?:py|md|csv|toml|html|json|svg|css|js|ics|lock)$)[A-Za-z]\w*\.[A-Za-z]\w*"
)
DOTTED = re.compile(rf"({'|'.join(PACKAGES)})(\.\w+)+")


def prose(document: Path) -> str:
    return FENCED.sub("", document.read_text())


# --- paths and links ------------------------------------------------------------------------------------------------


def named_paths(text: str) -> Iterator[str]:
    """Yield what looks like a path of this repository: it has a slash, or the suffix of one of our files."""
    for word in TICKED.findall(text):
        looks_like_a_file = Path(word).suffix in SUFFIXES and not DOTTED.fullmatch(word)
        if PATH.fullmatch(word) and word.split("/")[0] not in MEDIA_TYPES | MADE and ("/" in word or looks_like_a_file):
            yield word


@cache
def file_names() -> set[str]:
    return {path.name for folder in FOLDERS for path in (ROOT / folder).rglob("*")}


def exists(path: str, *folders: Path) -> bool:
    """Tell whether a path starts at the top or in one of the folders; a bare file name may stand anywhere."""
    pattern = re.sub(r"\{[^}]*\}", "*", path.strip("/"))
    return path in file_names() or any(next(folder.glob(pattern), None) for folder in (ROOT, *folders))


@pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)
def test_paths_named_in_a_page_exist(document: Path) -> None:
    folders = (document.parent, ROOT / STARTS_AT.get(document.name, ""))

    assert [path for path in named_paths(prose(document)) if not exists(path, *folders)] == []


def slug(heading: str) -> str:
    """Return the anchor that code hosts make of a heading: lower case, no punctuation, hyphens for spaces."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


@cache
def anchors(document: Path) -> set[str]:
    return {slug(line.lstrip("#")) for line in prose(document).splitlines() if line.startswith("#")}


@pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)
def test_links_of_a_page_lead_somewhere(document: Path) -> None:
    broken = []
    for link in LINK.findall(document.read_text()):
        path, _, anchor = link.partition("#")
        target = (document.parent / path).resolve() if path else document
        if "://" not in link and (not target.exists() or (anchor and anchor not in anchors(target))):
            broken.append(link)

    assert broken == []


# --- commands -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)
def test_make_targets_named_in_a_page_exist(document: Path) -> None:
    known = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    code = "\n".join([*TICKED.findall(prose(document)), *FENCED.findall(document.read_text())])

    assert set(TARGET.findall(code)) <= known


def test_the_commit_hooks_are_the_commands_of_make_lint() -> None:
    recipe = (ROOT / "Makefile").read_text().partition("\nlint:")[2].partition("\n\n")[0]
    hooks = (ROOT / ".pre-commit-config.yaml").read_text()

    assert re.findall(r"entry: \.venv/bin/([^,\n]+)", hooks) == re.findall(r"\t\$\(BIN\)/(.+)", recipe)


# --- names of code --------------------------------------------------------------------------------------------------


def resolves(name: str) -> bool:
    """Tell whether a dotted name can be imported; fields of data classes count, although they are no attributes."""
    try:
        resolve_name(name)
    except (ImportError, AttributeError):
        owner, _, field = name.rpartition(".")
        return "." in owner and resolves(owner) and field in getattr(resolve_name(owner), "__annotations__", {})
    return True


def dotted_names(text: str) -> Iterator[str]:
    for word in TICKED.findall(text):
        if DOTTED.fullmatch(word) and not word.endswith(".example"):
            yield word


@pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)
def test_dotted_names_in_a_page_exist(document: Path) -> None:
    assert [name for name in dotted_names(prose(document)) if not resolves(name)] == []


@cache
def trees() -> dict[Path, ast.Module]:
    paths = chain.from_iterable(sorted((ROOT / package).rglob("*.py")) for package in PACKAGES)
    return {path: ast.parse(path.read_text()) for path in paths}


@cache
def members() -> dict[str, set[str]]:
    """Return the names that each module and each class of the packages defines, by the short name of its owner."""
    found: dict[str, set[str]] = {}
    for path, tree in trees().items():
        owner = path.parent.name if path.name == "__init__.py" else path.stem
        found.setdefault(owner, set()).update(defined(tree))
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name, set()).update(defined(node))
    return found


@cache
def bases() -> dict[str, set[str]]:
    """Return the base classes of each class of the packages, both by their short names."""
    found: dict[str, set[str]] = {}
    for node in chain.from_iterable(map(ast.walk, trees().values())):
        if isinstance(node, ast.ClassDef):
            found.setdefault(node.name, set()).update(base.id for base in node.bases if isinstance(base, ast.Name))
    return found


def defined(owner: ast.Module | ast.ClassDef) -> Iterator[str]:
    """Yield functions, classes, constants and fields of a module or a class, and what its methods set on `self`."""
    for node in owner.body:
        for part in ast.walk(node) if isinstance(node, ast.Assign | ast.AnnAssign) else [node]:
            yield from (name for name in (getattr(part, "name", None), getattr(part, "id", None)) if name)
        if isinstance(owner, ast.ClassDef):
            yield from (
                part.attr
                for part in ast.walk(node)
                if isinstance(part, ast.Attribute) and isinstance(part.ctx, ast.Store)
            )


@pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)
def test_members_named_in_a_page_exist(document: Path) -> None:
    """`Class.field` and `module.NAME`."""
    pairs = [word.split(".") for word in TICKED.findall(prose(document)) if MEMBER.fullmatch(word)]

    assert [f"{owner}.{name}" for owner, name in pairs if not has_member(owner, name)] == []


def test_code_names_of_the_glossary_exist() -> None:
    """Classes, and fields of any class."""
    rows = re.findall(r"^\|.*\|([^|]*)\|$", (ROOT / "docs" / "glossary.md").read_text(), re.MULTILINE)
    names = {word for row in rows for word in TICKED.findall(row) if word.isidentifier()}

    assert names - members().keys() - set().union(*members().values()) == set()


def has_member(owner: str, name: str) -> bool:
    return name in members().get(owner, ()) or any(has_member(base, name) for base in bases().get(owner, ()))


def docstrings(package: str) -> Iterator[tuple[Path, str]]:
    """Yield all docstrings of a package, those behind fields and constants included."""
    for path, tree in trees().items():
        for node in ast.walk(tree) if path.is_relative_to(ROOT / package) else ():
            if (
                isinstance(node, ast.Expr)
                and isinstance(node.value, ast.Constant)
                and isinstance(node.value.value, str)
            ):
                yield path, node.value.value


@pytest.mark.parametrize("package", PACKAGES)
def test_names_and_paths_in_docstrings_exist(package: str) -> None:
    wrong = {}
    for path, text in docstrings(package):
        names = [name for name in dotted_names(text) if not resolves(name)]
        paths = [name for name in named_paths(text) if "/" in name and not exists(name, path.parent)]
        if names or paths:
            wrong[str(path.relative_to(ROOT))] = names + paths

    assert wrong == {}


# --- rooms ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("package", ["matchmaker", "solver"])
def test_the_architecture_lists_the_rooms_in_the_order_of_the_contract(package: str) -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    order = next(contract["layers"] for contract in contracts if contract.get("containers") == [package])
    section = (
        (ROOT / "docs" / "architecture.md").read_text().partition(f"## Rooms of `{package}/`")[2].partition("\n#")[0]
    )

    listed = re.findall(r"^\| `(\w+)`", section, re.MULTILINE)
    assert listed == [room for room in reversed(order) if room != "__main__"]


# --- generated pages ------------------------------------------------------------------------------------------------


def test_the_picture_of_the_tables_is_up_to_date() -> None:
    """If this fails: `make tables`."""
    assert tables.PAGE.read_text() == tables.page()


def test_the_list_of_decisions_is_complete() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = LINK.findall((folder / "README.md").read_text())

    assert listed == sorted(path.name for path in folder.glob("[0-9]*.md"))


def test_the_newest_release_of_the_changelog_is_the_version() -> None:
    releases = re.findall(r"^## (\d+\.\d+\.\d+) - \d{4}-\d\d-\d\d$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)

    assert releases[0] == __version__
