"""What stands at the root for readers: links lead somewhere, both languages give the same commands, forms ask."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "README.zh.md", "CONTRIBUTING.md")
LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, flags=re.S | re.M)


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_to_files(page):
    links = LINK.findall(read(page))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_both_readmes_give_the_same_commands_in_the_same_order():
    english, chinese = (blocks(read(name), "sh") for name in PAGES[:2])
    assert len(english) == 3
    assert english == chinese


def test_both_readmes_show_the_same_steps():
    english, chinese = (re.findall(r"zj\.[a-z_]+", "".join(blocks(read(name), "pycon"))) for name in PAGES[:2])
    assert set(english) == set(chinese)
    assert len(re.findall(r"^## ", read("README.md"), flags=re.M)) == len(
        re.findall(r"^## ", read("README.zh.md"), flags=re.M)
    )


def test_issue_forms_ask_for_something_and_need_an_answer():
    yaml = pytest.importorskip("yaml")
    forms = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
    read_forms = {path.name: yaml.safe_load(path.read_text(encoding="utf-8")) for path in forms}
    assert read_forms.pop("config.yml") == {"blank_issues_enabled": False}
    for name, form in read_forms.items():
        assert form["name"] and form["description"], name
        identifiers = [part["id"] for part in form["body"]]
        assert len(set(identifiers)) == len(identifiers), name
        assert any(part.get("validations", {}).get("required") for part in form["body"]), name
