"""Chinese text with one style of figures and marks, character for character."""

import regex

STYLES = str.maketrans(
    {";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）", "％": "%", "．": "."}
    | {chr(0xFF10 + figure): str(figure) for figure in range(10)}
)
COMMA = regex.compile(r",(?!\d{3}(?!\d))|(?<!\d),")


def folded(text: str) -> str:
    """Return the text with full-width figures as plain ones and ASCII marks as Chinese ones.

    Examples
    --------
    >>> folded("产量１２万吨,增长5%;出口1,200吨")
    '产量12万吨，增长5%；出口1,200吨'
    """
    return COMMA.sub("，", text.translate(STYLES))
