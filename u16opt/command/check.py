"""``u16opt check``: everything that is wrong with an instance, at once."""

from __future__ import annotations

import json

import typer

from u16opt.command.exits import Exit, exit_codes, say_problems
from u16opt.command.options import Instance, Json, Lang
from u16opt.problems import Problem
from u16opt.texts import Language, Text

SOUND = Text("{title}: in orde ({tables}).", "{title}: sound ({tables}).")


def check(path: Instance, as_json: Json = False, lang: Lang = "nl") -> None:
    """Read and validate an instance; list every problem with file, row, column, value and what is expected.

    Exit code 0 when nothing is wrong (warnings are allowed), 2 when something is.

    Example: u16opt check instances/u16-2024
    """
    with exit_codes(lang):
        from u16opt.checkup import checkup

        instance, problems = checkup(path)
        wrong = any(problem.level == "error" for problem in problems)
        if as_json:
            _print_json(None if instance is None else instance.hash, problems, lang, wrong)
        elif problems:
            say_problems(problems, lang)
        if instance is not None and not wrong and not as_json:
            tables = ", ".join(
                f"{name} {len(table)}" for name, table in instance.tables.items() if len(table)
            )
            print(SOUND[lang].format(title=instance.title, tables=tables))
        if wrong:
            raise typer.Exit(Exit.BAD_INPUT)


def _print_json(digest: str | None, problems: tuple[Problem, ...], language: Language, wrong: bool) -> None:
    content = {
        "sound": not wrong,
        "instanceHash": digest,
        "problems": [problem.as_dict(language) for problem in problems],
    }
    print(json.dumps(content, ensure_ascii=False, indent=2))
