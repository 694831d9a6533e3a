"""The colours of charts, each for one thing in all of them; `style.mplstyle` has those of lines and grounds."""

INK, QUIET, GREY, GRID = "#1c2330", "#5b6675", "#b9c0c9", "#e3e6ea"
OUTCOME = "#1f5f99"
# A target: its ground and its line; and among others that are not in question.
FILL, EDGE = "#e0a458", "#8a4b08"
PALE, PALE_EDGE = "#d9dde3", "#9aa3ae"
# Below a target and above it.
BELOW, ABOVE = "#b3261e", "#0b6e4f"
