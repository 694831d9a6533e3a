"""What tells structure in one language: the patterns of its data, compiled once."""

from functools import cache

import regex

from zjpolicy.languages import Language, compiled

NAME = compiled(r"\(\?P<\w+>")


class Patterns:
    """Patterns of headings, parts, paragraphs and sentences; ``headings`` pairs each with its rank, 1 the outermost."""

    def __init__(self, language: Language) -> None:
        table = language.table("structure")
        self.language = language
        self.headings = [(entry["rank"], compiled(entry["pattern"])) for entry in table["headings"]]
        unnamed = (NAME.sub("(?:", entry["pattern"]) for entry in table["headings"])
        self.heading = compiled("|".join(unnamed))  # what matches where one of them does: most lines are none
        self.title_max: int = table["title_max"]
        self.first: str | None = table.get("first")
        self.boilerplate = compiled(language.table("metadata.boilerplate"))
        self.report = compiled(language.table("metadata.title"))
        for name in (
            "terminal", "run_in", "inline", "unnumbered", "standing", "continues", "listed", "review", "done", "plan",
            "urge", "plan_opening", "plan_named", "review_opening", "ahead", "sentence_end", "abbreviations",
        ):  # fmt: skip
            setattr(self, name, compiled(table[name]))

    terminal: regex.Pattern[str]
    run_in: regex.Pattern[str]
    inline: regex.Pattern[str]
    unnumbered: regex.Pattern[str]
    standing: regex.Pattern[str]
    continues: regex.Pattern[str]
    listed: regex.Pattern[str]
    review: regex.Pattern[str]
    done: regex.Pattern[str]
    plan: regex.Pattern[str]
    urge: regex.Pattern[str]
    plan_opening: regex.Pattern[str]
    plan_named: regex.Pattern[str]
    review_opening: regex.Pattern[str]
    ahead: regex.Pattern[str]
    sentence_end: regex.Pattern[str]
    abbreviations: regex.Pattern[str]


@cache
def patterns_of(language: Language) -> Patterns:
    """Return the patterns of a language, compiled once."""
    return Patterns(language)
