"""What is said of a row that sums up periods, and where."""

from indicators.intake.findings import Code, Severity
from tests.indicators.intake.corpus import make_grid, read

QUARTERS = ["一季度", "二季度", "三季度", "四季度", "合计"]


def read_quarters(header, values, **options):
    rows = [["福州市2022年"], ["季度", header], *zip(QUARTERS, values, strict=True)]
    return read(make_grid(rows), period=None, region=None, **options)


def found(reading, code):
    return next(each for each in reading.findings if each.code is code)


def test_a_sum_that_its_quarters_contradict_is_asked_about_at_its_cell():
    finding = found(read_quarters("临时救助（人次）", [1, 2, 3, 4, 11]), Code.TOTAL_DISAGREES)

    assert (finding.severity, finding.cell) == (Severity.QUESTION, "B7")
    assert (finding.params["given"], finding.params["expected"]) == ("11人次", "10人次")
    assert (finding.params["count"], finding.params["period"]) == ("4", "2022")


def test_a_sum_of_levels_is_left_out_and_named():
    finding = found(read_quarters("养老床位（张）", [1, 2, 3, 4, 10]), Code.SUM_OF_LEVELS)

    assert (finding.severity, finding.cell) == (Severity.NOTE, "B7")
    assert (finding.params["given"], finding.params["indicator"]) == ("合计", "养老床位")


def test_a_quarter_that_was_not_read_leaves_nothing_to_compare():
    reading = read_quarters("临时救助（人次）", [1, "约若干", 3, 4, 11])

    assert Code.TOTAL_DISAGREES not in [each.code for each in reading.findings]
    assert any(each.blocks for each in reading.findings)


def test_quarters_that_a_sum_proves_to_stand_alone_are_one_question():
    reading = read_quarters("低保金（万元）", [10, 12, 9, 15, 46])

    asked = {each.question.key for each in reading.findings if each.question}
    assert len(asked) == 1
    assert [str(figure.period) for figure in reading.figures] == ["2022-Q1"]


def test_the_sum_stays_left_out_where_a_person_takes_its_quarters():
    asked = [each.question for each in read_quarters("低保金（万元）", [10, 12, 9, 15, 46]).findings]
    told = {question.key: question.candidates[0] for question in asked if question}
    rows = [["福州市2022年"], ["季度", "低保金（万元）"], *zip(QUARTERS, [10, 12, 9, 15, 46], strict=True)]

    reading = read(make_grid(rows), period=None, region=None, answers=told)

    assert [figure.value for figure in reading.figures] == [10, 12, 9, 15]
    assert not any(each.blocks for each in reading.findings)
