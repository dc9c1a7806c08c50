"""``u16opt check``: everything that is wrong with an instance, at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

import typer

from u16opt.command.exits import Exit, exit_codes, say_problems
from u16opt.command.options import Instance, Json, Lang, Scenario
from u16opt.problems import Problem
from u16opt.texts import Language, Text

if TYPE_CHECKING:
    from u16opt.instance.instance import Instance as Checked

SOUND = Text("{title}: in orde ({content}).", "{title}: sound ({content}).")
SCENARIOS = Text("; scenario's: ", "; scenarios: ")


def check(path: Instance, scenario: Scenario = None, as_json: Json = False, lang: Lang = "nl") -> None:
    """Read and validate an instance; list every problem with file, row, column, value and what is expected.

    Each scenario of the instance is applied alone and checked as well; with --scenario only that one is.

    Exit code 0 when nothing is wrong (warnings are allowed), 2 when something is.

    Example: u16opt check instances/u16-2024
    """
    with exit_codes(lang):
        from u16opt.checkup import checkup, checkup_of_all

        if scenario is None:
            instance, problems, revised = checkup_of_all(path)
        else:
            instance, problems = checkup(path, scenario=scenario)
            revised = {}
        wrong = any(problem.level == "error" for problem in problems)
        if as_json:
            _print_json(instance, problems, revised, lang)
        elif problems:
            say_problems(problems, lang)
        if instance is not None and not wrong and not as_json:
            print(SOUND[lang].format(title=_title(instance), content=_content(instance, revised, lang)))
        if wrong:
            raise typer.Exit(Exit.BAD_INPUT)


def _title(instance: Checked) -> str:
    return " + ".join(filter(None, [instance.title, instance.scenario_title]))


def _content(instance: Checked, revised: Mapping[str, Checked | None], language: Language) -> str:
    tables = ", ".join(f"{name} {len(table)}" for name, table in instance.tables.items() if len(table))
    return tables + (SCENARIOS[language] + ", ".join(revised) if revised else "")


def _print_json(
    instance: Checked | None,
    problems: tuple[Problem, ...],
    revised: Mapping[str, Checked | None],
    language: Language,
) -> None:
    content = {
        "sound": all(problem.level != "error" for problem in problems),
        "instanceHash": None if instance is None else instance.hash,
        "scenario": None if instance is None else instance.scenario,
        "scenarios": [
            {"name": name, "instanceHash": None if each is None else each.hash}
            for name, each in revised.items()
        ],
        "problems": [problem.as_dict(language) for problem in problems],
    }
    print(json.dumps(content, ensure_ascii=False, indent=2))
