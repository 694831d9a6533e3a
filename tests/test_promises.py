"""What the docs promise, word for word, and the test that holds it: a promise without a test is a hope."""

import ast
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

import zjpolicy as zj
from zjpolicy.documents import formats, html, pdf, web
from zjpolicy.tables import cells
from zjpolicy.tables.export import WRITERS

ROOT = Path(__file__).parents[1]

# (page, the promise as it stands there, tests that hold it)
PROMISES = [
    # Nothing is lost.
    (
        "README.md",
        "A figure the reading is unsure of is kept and marked in `doubt`",
        ["test_statements.py::test_a_reading_that_is_unsure_is_marked"],
    ),
    (
        "README.md",
        "Dates, ordinals, plan and congress numbers, codes (5G, PM2.5) and slogans are no figures",
        ["test_quantities.py::test_a_phrase_is_read", "test_statements.py::test_a_figure_is_read"],
    ),
    (
        "docs/explanation/statement.md",
        "Offsets never move",
        [
            "test_statements.py::test_every_row_leads_back_to_its_characters",
            "test_quantities.py::test_offsets_are_exact_ordered_and_disjoint",
        ],
    ),
    (
        "docs/explanation/statement.md",
        "The row is kept: a missing figure cannot be checked, a doubtful one can",
        ["test_statements.py::test_a_reading_that_is_unsure_is_marked"],
    ),
    (
        "docs/explanation/reading.md",
        "A figure whose reading is unsure is a row all the same, with a `doubt`",
        ["test_statements.py::test_a_reading_that_is_unsure_is_marked"],
    ),
    (
        "docs/explanation/architecture.md",
        "Nothing is cleaned in place",
        ["test_sources.py::test_any_text_comes_back_unchanged", "test_folding.py::*"],
    ),
    (
        "docs/explanation/architecture.md",
        "Dataclasses hold None, tables NA",
        ["test_statements.py::test_what_is_not_said_is_missing"],
    ),
    (
        "docs/explanation/limits.md",
        "This library gives the same rows each time, offline, each with its characters",
        [
            "test_promises.py::test_the_same_text_gives_the_same_rows_in_any_process",
            "test_web.py::test_nothing_else_touches_the_network",
        ],
    ),
    (
        "docs/howto/many-reports.md",
        "A process that dies, of too little memory perhaps, costs the document that it was reading",
        ["test_corpus.py::test_process_that_dies_costs_its_document_only"],
    ),
    (
        "docs/howto/many-reports.md",
        "whatever dies when, each document has a row in `reports` or `errors`",
        [
            "test_corpus_faults.py::test_each_thing_has_its_result_whenever_workers_die",
            "test_corpus_faults.py::test_a_worker_that_dies_while_the_next_things_are_made_ready_loses_nothing",
        ],
    ),
    (
        "docs/howto/many-reports.md",
        "There may be four workers for each processor",
        ["test_corpus_faults.py::test_workers_are_bounded_and_told"],
    ),
    (
        "docs/howto/many-reports.md",
        "none in a worker of a pool, and none in a program from standard input",
        [
            "test_corpus_faults.py::test_a_worker_of_a_pool_has_no_workers",
            "test_corpus_faults.py::test_a_program_from_standard_input_has_no_workers",
        ],
    ),
    (
        "docs/howto/many-reports.md",
        "A second run reads what is new only",
        ["test_corpus.py::test_cache_reads_what_changed_only"],
    ),
    (
        "docs/howto/many-reports.md",
        "by the same version of the reading: its code, its data files, and the packages it uses all count",
        [
            "test_corpus.py::test_the_hash_of_the_reading_sees_code_and_data",
            "test_corpus.py::test_cache_of_another_version_of_the_reading_is_not_used",
        ],
    ),
    (
        "docs/howto/many-reports.md",
        "A file that is broken is read anew",
        ["test_corpus_faults.py::test_stored_parts_that_are_broken_or_folders_are_read_anew"],
    ),
    (
        "docs/howto/many-reports.md",
        "where the disk is full, the tables are kept in memory all the same, and a warning tells",
        ["test_corpus_faults.py::test_a_cache_that_cannot_be_written_costs_no_document"],
    ),
    (
        "docs/howto/many-reports.md",
        "none stay in memory",
        ["test_corpus.py::test_output_holds_no_table_in_memory"],
    ),
    (
        "docs/howto/many-reports.md",
        "Each file appears whole or not at all: a run that was interrupted, or killed, leaves a folder that "
        "can be read",
        [
            "test_corpus.py::test_interrupted_run_leaves_a_readable_result_and_goes_on",
            "test_corpus.py::test_killed_run_leaves_a_readable_result_and_goes_on",
        ],
    ),
    (
        "docs/howto/many-reports.md",
        "a second run that would write there at the same time is refused",
        ["test_corpus_faults.py::test_two_runs_do_not_write_to_one_folder"],
    ),
    (
        "docs/howto/many-reports.md",
        "`id` is unique",
        ["test_corpus.py::test_ids_are_unique_where_texts_repeat"],
    ),
    (
        "docs/howto/export.md",
        "A file appears whole or not at all",
        ["test_export.py::test_failure_leaves_what_was_there", "test_page.py::test_write_is_whole_or_not_at_all"],
    ),
    (
        "docs/howto/export.md",
        "Every table can be written: statements, pairs, findings, reference tables",
        [
            "test_promises.py::test_every_table_is_written_in_every_format",
            "test_export.py::test_stata_takes_every_statement",
        ],
    ),
    (
        "docs/howto/export.md",
        "In CSV a cell that a spreadsheet would run gets an apostrophe before it",
        ["test_export.py::test_csv_lets_no_formula_through_but_leaves_signs_and_numbers"],
    ),
    (
        "docs/howto/export.md",
        "it also parts the text `a;=1+1`, and takes what is behind the semicolon for a formula",
        ["test_promises.py::test_no_apostrophe_stands_behind_a_semicolon"],
    ),
    (
        "docs/howto/export.md",
        "text that looks like a formula stays text",
        ["test_export.py::test_excel_cells_are_text_not_formulas"],
    ),
    (
        "docs/howto/see.md",
        "Both never vary, so that stored outputs can be compared",
        ["test_page.py::test_the_same_report_gives_the_same_page", "test_excerpt.py::*"],
    ),
    # Every error is ours.
    (
        "docs/howto/own-report.md",
        "What is wrong with a source is a `SourceError`, what is odd about it a `SourceWarning`",
        [
            "test_sources.py::test_any_bytes_give_a_report_or_our_own_error",
            "test_formats.py::test_any_markup_gives_a_report_or_our_own_error",
            "test_web.py::test_addresses_that_lead_astray_are_our_own_error",
            "test_formats.py::test_a_truncated_pdf_is_read_or_refused",
        ],
    ),
    (
        "docs/howto/own-report.md",
        "A wrong call is a `TypeError` or a `ValueError` that names argument and remedy",
        ["test_wrong_calls.py::test_an_argument_of_any_type_works_or_is_told_clearly"],
    ),
    (
        "docs/explanation/architecture.md",
        "each says what was wrong and where, and what to do",
        ["test_wrong_calls.py::test_a_wrong_call_is_told_what_to_do"],
    ),
    (
        "docs/reference/sources.md",
        "a document that its reader cannot take apart is a `SourceError`",
        [
            "test_formats.py::test_any_markup_gives_a_report_or_our_own_error",
            "test_formats.py::test_a_truncated_pdf_is_read_or_refused",
        ],
    ),
    (
        "docs/reference/command-line.md",
        "That a file can be written is tried before anything is read",
        ["test_cli.py::test_an_output_path_is_tried_before_anything_is_read"],
    ),
    (
        "docs/reference/command-line.md",
        "The command exits with 0, with 1 if a source could not be read or a file not be written",
        [
            "test_cli.py::test_wrong_use_exits_with_two",
            "test_cli.py::test_interrupt_ends_quietly",
            "test_cli.py::test_file_that_cannot_be_written",
        ],
    ),
    (
        "docs/reference/command-line.md",
        "Messages go to standard error, what was asked for to standard output",
        [
            "test_cli.py::test_each_verb_shows_what_the_library_gives",
            "test_cli.py::test_what_a_verb_writes_is_the_whole_table",
        ],
    ),
    # Limits.
    (
        "docs/reference/sources.md",
        "| bytes of a file, and of what is unpacked from it | 200,000,000 |",
        [
            "test_promises.py::test_limits_are_those_of_the_page",
            "test_losses.py::test_the_size_of_a_file_is_known_before_it_is_read",
        ],
    ),
    (
        "docs/reference/sources.md",
        "| bytes of a Word file's text and styles, unpacked | a fifth of that |",
        ["test_losses.py::test_text_of_a_word_file_beyond_its_share_of_the_limit_is_refused"],
    ),
    (
        "docs/reference/sources.md",
        "| bytes of a download | 50,000,000 |",
        ["test_promises.py::test_limits_are_those_of_the_page", "test_web.py::test_a_body_without_end_is_hung_up_on"],
    ),
    (
        "docs/reference/sources.md",
        "| wait for a server, to connect and for each piece | 10 s, 60 s |",
        ["test_promises.py::test_limits_are_those_of_the_page", "test_web.py::test_a_server_that_does_not_answer"],
    ),
    (
        "docs/reference/sources.md",
        "| characters, processor time and memory for a PDF | 5,000,000; 60 s; 4,000,000,000 bytes |",
        [
            "test_promises.py::test_limits_are_those_of_the_page",
            "test_losses.py::test_a_pdf_of_more_characters_than_the_limit_is_refused",
            "test_losses.py::test_lists_of_objects_that_lead_to_each_other_are_bounded",
        ],
    ),
    (
        "docs/reference/sources.md",
        "| elements of a page | 400,000 |",
        [
            "test_promises.py::test_limits_are_those_of_the_page",
            "test_losses.py::test_a_page_of_too_many_elements_is_refused",
        ],
    ),
    (
        "docs/reference/sources.md",
        "| columns, and cells, of a table of your own | 16,384; 20,000,000 |",
        ["test_promises.py::test_limits_are_those_of_the_page"],
    ),
    (
        "docs/reference/sources.md",
        "The size of a file is known before it is read; pipes and devices are refused unopened",
        [
            "test_losses.py::test_the_size_of_a_file_is_known_before_it_is_read",
            "test_losses.py::test_pipes_and_devices_are_refused_unopened",
        ],
    ),
    (
        "docs/reference/sources.md",
        "What could not be read of a download is not kept",
        ["test_web.py::test_an_answer_without_a_page_is_told_and_not_kept"],
    ),
    (
        "docs/reference/sources.md",
        "Scripts and style sheets of a page are dropped",
        ["test_formats.py::test_scripts_and_handlers_are_not_text"],
    ),
    (
        "docs/reference/sources.md",
        "entities of XML that name other files or grow without end are not followed",
        [
            "test_formats.py::test_entities_of_xml_are_not_followed",
            "test_formats.py::test_entities_in_a_word_file_are_not_followed",
        ],
    ),
    (
        "docs/reference/sources.md",
        "Nothing else touches the network; a test runs every other call with the sockets closed",
        ["test_web.py::test_nothing_else_touches_the_network", "test_web.py::test_the_watch_would_notice"],
    ),
    (
        "docs/reference/sources.md",
        "From then on no network is needed",
        ["test_web.py::test_an_address_is_read_and_kept"],
    ),
    # Linear time, and what costs nothing.
    (
        "docs/explanation/reading.md",
        "No pattern backtracks without bound, and no search for one figure runs to the end of the text",
        [
            "test_promises.py::test_words_that_once_exploded_take_time_in_proportion",
            "test_benchmarks.py::test_a_pattern_tells_its_own_words",
        ],
    ),
    (
        "docs/explanation/dependencies.md",
        "Importing `zjpolicy` loads neither `matplotlib.pyplot` nor `pint`, `pooch` or `requests`",
        ["test_api.py::test_import_loads_neither_pyplot_nor_pint"],
    ),
]


def spaced(text):
    return re.sub(r"\s+", " ", text)


@cache
def page(name):
    return spaced((ROOT / name).read_text(encoding="utf-8"))


@cache
def named_in(name):
    tree = ast.parse((ROOT / "tests" / name).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


@pytest.mark.parametrize(("where", "promise", "held"), PROMISES, ids=[promise[:50] for _, promise, _ in PROMISES])
def test_a_promise_stands_in_the_docs_and_a_test_holds_it(where, promise, held):
    assert spaced(promise) in page(where)
    for each in held:
        name, _, test = each.partition("::")
        assert named_in(name) if test == "*" else test in named_in(name), each


def test_the_same_text_gives_the_same_rows_in_any_process():
    code = (
        "import zjpolicy as zj; print(*(zj.load(f'zhejiang-2020-{of}').statements().to_json() for of in ('en', 'zh')))"
    )
    ran = [
        subprocess.run(
            [sys.executable, *options, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "TZ": zone},
            capture_output=True,
            check=True,
        ).stdout
        for options, seed, zone in [((), "1", "UTC"), (("-O",), "2", "Asia/Shanghai")]
    ]
    assert ran[0] == ran[1]
    assert len(ran[0]) > 100_000


@pytest.mark.parametrize("ending", sorted(WRITERS))
def test_every_table_is_written_in_every_format(ending, tmp_path):
    report = zj.load("zhejiang-2020")
    tables = {
        "statements": report.statements(),
        "pairs": zj.compare(report.statements(), zj.dataset("headline")),
        "findings": zj.check(report),
        "reference": zj.dataset("headline"),
        "panel": zj.panel(zj.dataset("headline"), "gdp.growth", wide="gap"),
    }
    for name, table in tables.items():
        zj.export(table, tmp_path / f"{name}{ending}")
    assert len(list(tmp_path.iterdir())) == len(tables)


def test_no_apostrophe_stands_behind_a_semicolon(tmp_path):
    zj.export(pd.DataFrame({"measure": ["a;=1+1", "=1+1"]}), tmp_path / "odd.csv")
    assert (tmp_path / "odd.csv").read_text(encoding="utf-8") == "measure\na;=1+1\n'=1+1\n"


def test_limits_are_those_of_the_page():
    limits = [formats.MAX_BYTES, web.MAX_BYTES, pdf.MOST, pdf.MEMORY, html.MOST, cells.MOST_COLUMNS, cells.MOST_CELLS]
    rows = page("docs/reference/sources.md").split("## Limits")[1].split("## ")[0].split(" | ")
    for limit in limits:
        assert any(f"{limit:,}" in row for row in rows), limit
    assert "{} s, {} s".format(*web.TIMEOUT) in rows
    assert f"{pdf.MOST:,}; {pdf.SECONDS} s; {pdf.MEMORY:,} bytes" in rows


@pytest.mark.parametrize(
    ("before", "word", "behind"),
    [
        ("全省生产总值", "达到", "甲5%。"),
        ("", "增至", ""),
        ("甲量、乙", "总量", "丙达到5%、6%。"),
        ("茶叶产量", "跃居", "甲乙丙丁戊己庚辛壬癸子丑寅卯第3位。"),
        ("", "较上年人一半", ""),
        ("Output ", "reached ", "5%."),
        ("The growth ", "of the growth ", "was 5%."),
    ],
)
@pytest.mark.filterwarnings("ignore::zjpolicy.SourceWarning")
def test_words_that_once_exploded_take_time_in_proportion(before, word, behind):
    """With time that doubles from word to word, or grows with its third power, this never ends."""
    zj.Report.from_text(before + word * 800 + behind, part="review").statements()
