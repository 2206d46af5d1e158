"""What the product does without, so that whole kinds of attack find nothing to aim at (docs/security.md).

Benchmarks are left out: no page and no worker reaches them.
"""

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from tests.builders.paths import ROOT

PACKAGES = ("matchmaker", "solver", "web")
BENCHMARKS = {Path("solver/bench"), Path("matchmaker/cli/bench.py")}
MODULES = {
    "deserialization": {"pickle", "marshal", "shelve", "yaml", "dill"},
    "external entities and expansion": {"xml", "lxml"},
    "archive bombs and paths": {"zipfile", "tarfile", "zlib", "bz2", "lzma"},
    "requests to addresses of others": {"urllib.request", "requests", "httpx", "aiohttp", "ftplib"},
    "guessable numbers": {"random"},
    "memory": {"ctypes", "cffi"},
}
CALLS = {
    "code made from text": {"eval", "exec", "compile", "__import__"},
    "templates made from text": {"render_template_string", "from_string"},
    "shells and programs": {"system", "popen", "Popen", "run", "check_output", "spawn"},
    "fields that no form names": {"populate_obj"},
    "paths of others": {"send_file", "send_from_directory"},
    "weak digests": {"md5", "sha1"},
}
METHODS_TOO = set().union(*CALLS.values()) - CALLS["code made from text"] - {"run", "system", "spawn"}
"""Of these names a method of anything counts; of the others the builtin, or the function of `subprocess` and `os`."""
ALLOWED = {
    ("matchmaker/cli/processes.py", "subprocess.Popen"): "the demo starts its own programs",
    ("solver/proof/process.py", "subprocess.Popen"): "the proof is a process of its own",
    ("solver/search/compilation.py", "subprocess.Popen"): "compiles our own code",
    ("matchmaker/imports/workbook.py", "subprocess.run"): "a workbook is read where memory and time are limited",
    ("matchmaker/programmes/typesetting.py", "subprocess.run"): "a paper is set where memory and time are limited",
    ("matchmaker/imports/unpack.py", "zipfile"): "in that process, after the sizes are added up",
    ("matchmaker/imports/unpack.py", "zlib"): "there too; only its error is named",
    ("web/community/archives.py", "zlib"): "what the page has packed itself, read up to the limit of an archive",
    ("solver/b2bsp/lns.py", "random"): "which part of a schedule is searched again; the same seed, the same parts",
    ("solver/proof/neighbourhoods.py", "random"): "the same for a forum; the same seed, the same parts",
    ("solver/proof/process.py", "pickle"): "between two processes of ours",
    ("solver/proof/child.py", "pickle"): "between two processes of ours",
}
SAFE_TEXTS = {"shapes[name]|safe", "' class=\"first\"'|safe", '"|safe'}
"""What templates write without escaping: pictures and words of the templates themselves."""


@cache
def trees() -> dict[str, ast.Module]:
    files = (path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py")))
    names = {str(path.relative_to(ROOT)): path for path in files}
    return {
        name: ast.parse(path.read_text(encoding="utf-8"))
        for name, path in names.items()
        if not any(Path(name).is_relative_to(bench) for bench in BENCHMARKS)
    }


def found(names: Callable[[ast.AST], Iterator[str]], dangerous: Callable[[str], bool]) -> set[tuple[str, str]]:
    return {
        (file, name)
        for file, tree in trees().items()
        for node in ast.walk(tree)
        for name in names(node)
        if dangerous(name)
    } - ALLOWED.keys()


def imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        yield node.module


def called(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
        yield ast.unparse(node.func)


def is_dangerous_module(name: str) -> bool:
    return any(name == one or name.startswith(f"{one}.") for one in set().union(*MODULES.values()))


def is_dangerous_call(name: str) -> bool:
    owner, _, function = name.rpartition(".")
    if owner in {"subprocess", "os"}:
        return function in CALLS["shells and programs"]
    return function in METHODS_TOO or (not owner and function in CALLS["code made from text"])


def test_no_dangerous_module_is_imported():
    assert found(imported, is_dangerous_module) == set()


def test_no_dangerous_function_is_called():
    assert found(called, is_dangerous_call) == set()


def test_statements_are_never_made_from_texts():
    """What `text()` of SQLAlchemy is given is a literal, its values are bound; migrations name their own tables."""
    made = {
        file
        for file, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and re.fullmatch(r"(sa\.|sqlalchemy\.)?text|.*\.exec_driver_sql", ast.unparse(node.func))
        and not all(isinstance(one, ast.Constant) for one in ast.walk(node.args[0]) if isinstance(one, ast.expr))
    }

    assert {file for file in made if not file.startswith("matchmaker/migrations/")} == set()


def test_templates_write_only_their_own_words_unescaped():
    unescaped = re.compile(r"[\w.\[\]'\"= ]*\S\s*\|\s*safe\b|autoescape")
    templates = (path for package in PACKAGES for path in (ROOT / package).rglob("templates/**/*.*"))

    assert {text.strip(" {") for path in templates for text in unescaped.findall(path.read_text())} == SAFE_TEXTS


def test_scripts_run_no_text_and_take_no_messages():
    """Text goes into the page as text; pieces of HTML, of a run or the draft, come escaped from our own server."""
    words = re.compile(
        r"\beval\(|new Function|document\.write|insertAdjacentHTML|outerHTML|innerHTML|postMessage|\bonmessage"
    )
    scripts = sorted((ROOT / "web" / "static" / "js").glob("*.js"))

    assert {(path.name, word) for path in scripts for word in words.findall(path.read_text())} == {
        ("organiser-run.js", "innerHTML"),
        ("organiser-draft.js", "innerHTML"),
        ("organiser-draft.js", "outerHTML"),
    }


def test_scripts_keep_nothing_but_a_form_that_was_refused():
    """It stays until its reader is back, at most an hour; never one with a password or a file.

    The other one keeps the names of controls until the next page, in this tab, of who is logged in.
    """
    words = re.compile(r"localStorage|sessionStorage|indexedDB|document\.cookie|caches\.open|serviceWorker")
    scripts = sorted((ROOT / "web" / "static" / "js").glob("*.js"))

    assert {(path.name, word) for path in scripts for word in words.findall(path.read_text())} == {
        ("kept.js", "localStorage"),
        ("focus.js", "sessionStorage"),
    }


def test_nothing_is_loaded_from_other_hosts():
    """Scripts and pictures are ours or vendored: no other host is told who reads a page."""
    away = re.compile(r"""(?:src|href|action)=["'](?:https?:)?//[^"']+""")
    templates = (path for path in (ROOT / "web").rglob("templates/**/*.html"))

    assert {text for path in templates for text in away.findall(path.read_text())} == set()
