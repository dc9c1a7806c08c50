"""Models are found by their entry points, whoever offers them."""

from pathlib import Path

import pytest

from u16opt.model import registry
from u16opt.problems import InputError


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Install a package that offers a model called `someone_elses`."""
    information = tmp_path / "someone-1.0.dist-info"
    information.mkdir()
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: someone\nVersion: 1.0\n")
    (information / "entry_points.txt").write_text("[u16opt.models]\nsomeone_elses = someones_model:MODEL\n")
    (tmp_path / "someones_model.py").write_text('"""A model."""\n\nMODEL = ("a model",)\n')
    monkeypatch.syspath_prepend(tmp_path)


@pytest.mark.usefixtures("installed")
def test_an_installed_model_is_found() -> None:
    """Tests that a model that a package offers is known by name and can be loaded."""
    assert "someone_elses" in registry.names()
    assert registry.models()["someone_elses"] == ("a model",)
    assert registry.model("someone_elses") == ("a model",)


@pytest.mark.usefixtures("installed")
def test_an_unknown_model_is_refused_with_the_known_ones() -> None:
    """Tests that asking for a model that is not installed is bad input which names those that are."""
    with pytest.raises(InputError) as caught:
        registry.model("somebody_elses")
    (problem,) = caught.value.problems
    assert problem.value == "somebody_elses"
    assert "someone_elses" in problem.expected.en
    assert "someone_elses" in problem.expected.nl
