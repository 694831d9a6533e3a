"""What the annotated page says, in the language of its report: labels, the words of vocabularies, names of things."""

from typing import Any

from zjpolicy.data import keyed
from zjpolicy.languages import get_language
from zjpolicy.reading.model import DOUBT, KIND, STATUS
from zjpolicy.reading.wording import unit_words
from zjpolicy.registry.places import place_named
from zjpolicy.showing.citing import section_words


class Labels:
    """The labels of one language; English ones for a language that has none.

    Examples
    --------
    >>> words = Labels("zh")
    >>> words.name("measure"), words.value("status", "outcome"), words.told("outcome")
    ('度量对象', '结果', '报告说已经做到的')
    >>> words.place("Zhejiang"), words.indicator("gdp.growth"), words.unit("CNY")
    ('浙江', '地区生产总值增速（gdp.growth）', '元（CNY）')
    >>> Labels("en").value("status", "outcome"), Labels("en").told("outcome")
    ('outcome', 'reported as done')
    """

    def __init__(self, language: str) -> None:
        self.language = language if "page" in get_language(language).data else "en"
        self.table: dict[str, Any] = get_language(self.language).table("page")

    def __getitem__(self, name: str) -> Any:
        return self.table[name]

    def name(self, column: str) -> str:
        """What a column, filter or fact is called."""
        return str(self.table["names"][column])

    def value(self, vocabulary: str, word: str | None) -> str:
        """A word of a vocabulary; one that the language file does not name stands for itself."""
        return str(self.table["values"].get(vocabulary, {}).get(word, word or ""))

    def doubts(self, told: str | None) -> str:
        """Why a reading is unsure."""
        texts = {DOUBT[name]: text for name, text in self.table["values"].get("doubt", {}).items()}
        return self.joined([texts.get(each, each) for each in (told or "").split("; ")])

    def told(self, word: str | None) -> str:
        """What a legend says of a status or a kind."""
        return str(self.table["told"].get(word, (STATUS | KIND).get(word or "", "")))

    def joined(self, parts: list[str]) -> str:
        """Parts that are there, parted by commas."""
        return str(self.table["comma"]).join(filter(None, parts))

    def bracketed(self, first: str, second: str) -> str:
        """One word with another in brackets, where they are two."""
        return str(self.table["bracket"]).format(first, second) if second and first != second else first

    def place(self, name: str | None) -> str:
        """A place, in Chinese by its Chinese name."""
        known = place_named(name) if name and self.language == "zh" else None
        return known.name_zh if known else name or ""

    def indicator(self, code: str | None) -> str:
        """An indicator's name and code."""
        if not code:
            return str(self.table["no_indicator"])
        known = keyed("indicators.csv", "code").get(code, {})
        return self.bracketed(known.get("name_zh" if self.language == "zh" else "name") or code, code)

    def unit(self, code: str | None) -> str:
        """A unit in words, and its code."""
        return self.bracketed(unit_words(code, self.language) or code, code) if code else ""

    def section(self, path: str | None, paragraph: int) -> str:
        """Where in the outline a paragraph stands."""
        where = section_words(path or "", self.language)
        return str(self.table["section"]).format(where, paragraph).removeprefix(self.table["comma"])

    def number(self, path: str, number: str) -> str:
        """The number of a section among those beside it, as the language writes it."""
        above = section_words(path.rpartition(".")[0], self.language)
        return section_words(path, self.language).removeprefix(above) if self.language == "zh" else number
