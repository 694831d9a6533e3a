"""The least that any reader of quantities must do: one pass over the text that stops at every number.

The patterns stand on their own and use nothing of zjpolicy, so that a slower zjpolicy does not look better.
"""

import re

ENGLISH = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion "
    "half third quarter first second fourth fifth double doubled triple tripled twice dozen"
).split()
ANCHORS = {
    "en": re.compile(rf"\d[\d,]*(?:\.\d+)?|\b(?:{'|'.join(ENGLISH)})\b", re.IGNORECASE),
    "zh": re.compile(r"\d[\d,]*(?:\.\d+)?|[〇零一二两三四五六七八九十百千万亿半]+"),
}


def scan(text: str, language: str) -> list[tuple[int, int]]:
    """Where the numbers of a text stand."""
    return [found.span() for found in ANCHORS[language].finditer(text)]
