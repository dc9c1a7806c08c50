"""The house around the code: what is packed, who may import whom, and what the files around it say."""

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("u16opt", "models/u16opt_models", "api/u16opt_api")
PYTHON_FOLDERS = (*PACKAGES, "instances", "tests", "tools")
LONGEST_MODULE = 200
LONGEST_FUNCTION = 40
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

UNWANTED = {
    "address of a package file": r"https?://[^\s\"']+\.(?:whl|tar\.gz|tgz)\b",
    "address of a package index": r"https?://(?:files|packages|proxy|registry)\.|https?://\S+/simple\b",
    "choice of a package index": r"--(?:find-links|trusted-host|(?:extra-)?index-url)\b",
    "path of one machine": r"(?<![\w./-])/(?:work|root|home/\w+|Users/\w+|opt/\w+|tmp/\w+)/",
}


def files(pattern: str = "*") -> list[Path]:
    """Every file that belongs to the project: committed, or new and not ignored."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", pattern]
    names = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def modules(*folders: str) -> list[Path]:
    """Every module of these folders, in order."""
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def lines(path: Path) -> list[str]:
    """The lines of a text file."""
    return path.read_text(encoding="utf-8", errors="replace").splitlines()


def name_of(path: Path) -> str:
    """A path as it is called from the project's root."""
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a module, methods and inner functions included."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines_of_code(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from the first statement after the docstring to the last."""
    statements = function.body[1:] if ast.get_docstring(function) else function.body
    return (function.end_lineno or 0) - statements[0].lineno + 1 if statements else 0


def pins(lock: str) -> dict[str, str]:
    """Versions of a lock file by package name."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, flags=re.MULTILINE))


def test_wheel_holds_three_import_names(tmp_path: Path) -> None:
    """Tests that the wheel puts exactly three names in someone's environment, each marked as typed."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    content = zipfile.ZipFile(wheel).namelist()
    information = f"u16opt-{PROJECT['version']}.dist-info"
    names = {"u16opt", "u16opt_api", "u16opt_models"}
    assert {entry.split("/")[0] for entry in content} == names | {information}
    assert {f"{name}/py.typed" for name in names} <= set(content)
    assert f"{information}/licenses/LICENSE" in content


def test_layers() -> None:
    """Tests that the service stands above the models and the models above the core, in every import."""
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"]
    finished = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert finished.returncode == 0, finished.stdout


@pytest.mark.parametrize("kind", UNWANTED)
def test_no_traces_of_one_machine(kind: str) -> None:
    """Tests that no file names a package index, the address of a package file, or a path of one machine."""
    unwanted = re.compile(UNWANTED[kind])
    found = [
        f"{name_of(path)}:{number}: {line.strip()[:100]}"
        for path in files()
        for number, line in enumerate(lines(path), start=1)
        if unwanted.search(line)
    ]
    assert found == []


def test_every_module_says_what_it_is() -> None:
    """Tests that every module with code in it begins with a docstring."""
    silent = []
    for path in modules(*PYTHON_FOLDERS):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if (tree.body or path.parent.name in PACKAGES) and not ast.get_docstring(tree):
            silent.append(name_of(path))
    assert silent == []


def test_modules_and_functions_stay_small() -> None:
    """Tests that no module is longer than 200 lines and no function than 40, docstring not counted.

    A formulation is as long as its model has rules and goals: they are read side by side.
    """
    long = [
        f"{name_of(path)}: {count} lines"
        for path in modules(*PACKAGES, "instances", "tools")
        if path.name != "formulation.py" and (count := len(lines(path))) > LONGEST_MODULE
    ]
    long += [
        f"{name_of(path)}, {function.name}: {count} lines"
        for path in modules(*PACKAGES, "instances", "tools")
        for function in functions(path)
        if (count := lines_of_code(function)) > LONGEST_FUNCTION
    ]
    assert long == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-test.lock"])
def test_locks_hold_names_versions_and_hashes(lock: str) -> None:
    """Tests that a lock file pins every package by version and sha256 hashes, and holds nothing else."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    pin = r"[a-z0-9-]+==[\w.+!]+(?: ; [^\n\\]+)?(?: \\\n    --hash=sha256:[0-9a-f]{64})+\n"
    assert re.fullmatch(rf"(?:#[^\n]*\n)*(?:{pin})+", text)
    packages = re.findall(r"^([a-z0-9-]+)==", text, flags=re.MULTILINE)
    assert len(packages) == len(set(packages)), "a package has one version on every Python"


def test_locks_cover_the_project() -> None:
    """Tests that all that the project asks for is pinned, and that both locks pin the same versions."""
    runtime, test = pins("requirements.lock"), pins("requirements-test.lock")
    asked = {re.split(r"[\[<>=!~; ]", each, maxsplit=1)[0].lower() for each in PROJECT["dependencies"]}
    assert asked - set(runtime) == set()
    assert runtime.items() <= test.items()


def test_changelog_knows_the_version() -> None:
    """Tests that the changelog has a dated heading for the version of the project."""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    heading = rf"^## \[{re.escape(PROJECT['version'])}\] - \d{{4}}-\d{{2}}-\d{{2}}$"
    assert re.search(heading, changelog, flags=re.MULTILINE)


def test_publiccode() -> None:
    """Tests that publiccode.yml describes this version, under this licence, in Dutch and in English."""
    import yaml

    public = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    assert (public["name"], public["softwareVersion"]) == (PROJECT["name"], PROJECT["version"])
    assert public["legal"]["license"] == PROJECT["license"]
    required = {"url", "platforms", "developmentStatus", "softwareType", "maintenance", "localisation"}
    assert required <= set(public)
    assert list(public["description"]) == ["nl", "en"]
    for text in public["description"].values():
        assert len(text["shortDescription"]) <= 150
        assert 150 <= len(text["longDescription"]) <= 10_000
        assert text["features"]
        assert all(isinstance(feature, str) for feature in text["features"])


def test_licence_is_complete() -> None:
    """Tests that the licence is the EUPL 1.2 with its fifteen articles and its appendix."""
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert licence.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")
    assert re.findall(r"^(\d+)\. ", licence, flags=re.MULTILINE) == [str(number) for number in range(1, 16)]
    assert licence.split("Appendix\n")[1].rstrip().endswith("require the production of a new EUPL version.")


def test_links_lead_somewhere() -> None:
    """Tests that every link from one page of the project to another file leads to that file."""
    links = [
        (page, target)
        for page in files("*.md")
        for target in re.findall(r"\]\((?!https?:|#)([^)\s#]+)", page.read_text(encoding="utf-8"))
    ]
    broken = [f"{name_of(page)}: {target}" for page, target in links if not (page.parent / target).exists()]
    assert links
    assert broken == []
