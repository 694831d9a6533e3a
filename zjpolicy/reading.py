"""What a language's grammar tells of a quantity in its sentence."""

from dataclasses import dataclass


@dataclass
class Reading:
    """How one quantity stands in its sentence, before section and metadata are considered."""

    measure: str = ""
    kind: str = "level"
    direction: str | None = None
    role: str = ""  # baseline, context
    clause: tuple[int, int] = (0, 0)  # where the figure's own clause stands in the text
    span: tuple[int, int] = (0, 0)  # where the measure stands in the text
    subject: tuple[int, int] = (0, 0)  # where the subject of its verb stands, if it has one
    setting: tuple[int, int] = (0, 0)  # where a place stands that is said of it and of a later figure
    state: bool = False  # how things stand at a period's end, not what happened in its course
    tense: str = ""  # past, future, or empty
    commitment: str = ""  # where the grammar itself tells it
    doubt: str = ""
