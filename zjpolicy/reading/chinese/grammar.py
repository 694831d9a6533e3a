"""Reads Chinese sentences: what each quantity measures, and how it stands in its clause."""

from collections.abc import Sequence

from zjpolicy.languages import Language
from zjpolicy.reading.chinese.kinds import kind_reader
from zjpolicy.reading.chinese.measures import measure_reader
from zjpolicy.reading.chinese.roles import Roles, role_reader
from zjpolicy.reading.chinese.sentence import Sentence
from zjpolicy.reading.model import DOUBT, Quantity, Reading


def read_sentence(text: str, start: int, end: int, quantities: Sequence[Quantity], language: Language) -> list[Reading]:
    """Return a reading for each quantity of a sentence."""
    sentence = Sentence(text, start, end, quantities, language)
    kinds, measures = kind_reader(language), measure_reader(language)
    roles = Roles(role_reader(language), sentence)
    readings: list[Reading] = []
    verbs: list[str] = []
    for number in range(len(quantities)):
        reading = Reading(clause=sentence.clauses[number])
        reading.kind, reading.direction, verb = kinds.kind(sentence, number, readings, verbs)
        reading.role = roles.role(number)
        if reading.role == "threshold":
            reading.role = "context"
            if reading.kind == "change":
                reading.kind, reading.direction = "level", None
        reading.tense = roles.tense(number)
        measures.measure(sentence, number, readings, reading)
        kinds.settle(sentence, number, reading)
        reading.commitment = roles.commitment(number)
        readings.append(reading)
        verbs.append(verb)
    measures.deal_out(sentence, readings)
    for number, reading in enumerate(readings):
        reading.measure = measures.of_each(sentence, number, reading.measure)
        reading.unit = measures.unit(sentence.quantities[number].unit, reading.measure)
        reading.clause = (reading.clause[0] + start, reading.clause[1] + start)
        reading.span = (reading.span[0] + start, reading.span[1] + start) if reading.span[1] else (0, 0)
        if not reading.measure:
            reading.doubt = DOUBT["measure"]
    return readings
