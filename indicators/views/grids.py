"""A sheet as a page shows it: merged as the clerk knows it, each cell with what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from indicators.forms.questions import QuestionsForm, field_name
from indicators.intake.figure import Figure
from indicators.intake.grid import Grid, Position, Span, cell_name, column_name, position
from indicators.intake.layout.table import is_number
from indicators.intake.marking import Mark, Marks, Sign
from indicators.intake.reader.notes import name_ranges
from indicators.intake.reader.packed import Packed
from indicators.intake.record import Numbered, one_by_one
from indicators.messages import describe
from indicators.messages.figures import show_absence, show_figure, show_label
from indicators.messages.names import get_rename
from indicators.models import Indicator, Region
from indicators.services.kept import Kept

ROWS, CELLS = 200, 8_000  # of one page
LISTED = 500  # findings in the list below it
SIGNS = {
    Sign.ERROR: ("✕", _("error")),
    Sign.QUESTION: ("?", _("question")),
    Sign.WARNING: ("!", _("warning")),
    Sign.NOTE: (pgettext_lazy("sign", "i"), _("note")),
    Sign.TAKEN: ("✓", _("taken")),
    Sign.IGNORED: ("○", _("not used")),
}


@dataclass(frozen=True, slots=True)
class Signed:
    """A sign as it is shown: never by its colour alone."""

    sign: Sign

    @property
    def symbol(self) -> str:
        return str(SIGNS[self.sign][0])

    @property
    def word(self) -> str:
        return str(SIGNS[self.sign][1])


@dataclass(frozen=True, slots=True)
class Shown(Signed):
    """A mark in words; it leads to where its finding is answered or listed, or to the indicator."""

    reasons: tuple[str, ...]
    anchor: str = ""
    indicator: str = ""


@dataclass(frozen=True, slots=True)
class CellView:
    name: str
    text: str
    is_amount: bool
    rowspan: int
    colspan: int
    mark: Shown | None


@dataclass(frozen=True, slots=True)
class RowView:
    """One row; of folded ones only which they are."""

    number: int
    cells: tuple[CellView, ...] = ()
    folded: str = ""


@dataclass(frozen=True, slots=True)
class Count(Signed):
    count: int


@dataclass(frozen=True, slots=True)
class Tab:
    """One sheet of the file, and how many of its cells are open."""

    name: str
    is_here: bool
    is_hidden: bool
    open: int


@dataclass(frozen=True, slots=True)
class GridView:
    """One page of one sheet."""

    sheet: str
    tabs: tuple[Tab, ...]
    columns: tuple[str, ...]
    rows: tuple[RowView, ...]
    counts: tuple[Count, ...]
    folded_columns: str
    is_folded: bool  # rows or columns are hidden, and not shown
    page: int
    pages: int

    @property
    def before(self) -> int:
        return self.page - 1

    @property
    def after(self) -> int:
        return self.page + 1


class Words:
    """What marks say in the reader's language; `anchors` tells where on the page each finding stands."""

    def __init__(self, figures: Iterable[Figure], anchors: Mapping[int, str]) -> None:
        figures = tuple(figures)
        self.indicators = (
            Indicator.objects.select_related("numerator").in_bulk(
                {figure.indicator for figure in figures}, field_name="code"
            )
            if figures
            else {}
        )
        self.regions = Region.objects.in_bulk({figure.region for figure in figures}, field_name="code")
        self.rename = get_rename()
        self.anchors = anchors  # by the finding's identity: its params make it unhashable

    def show(self, mark: Mark) -> Shown:
        said = [describe(found.code, self.rename(found.code, found.params)) for found in mark.findings]
        first = mark.findings[0] if mark.findings else None
        figure = mark.figure
        if figure:
            said.append(self.figure(figure))
        elif mark.sign is Sign.IGNORED and not said:
            said.append(str(_("No figure was made of this number.")))
        return Shown(
            sign=mark.sign,
            reasons=tuple(said),
            anchor=self.anchors.get(id(first), "") if first else "",
            indicator=figure.indicator if figure and figure.indicator in self.indicators else "",
        )

    def figure(self, figure: Figure) -> str:
        """养老床位数 · 鼓楼区 · 2023年6月末 · 120张."""
        indicator, region = self.indicators.get(figure.indicator), self.regions.get(figure.region)
        if indicator is None:
            return " · ".join((figure.indicator, figure.region, str(figure.period), figure.printed))
        value = show_absence(figure.absence or "")
        if figure.value is not None:
            value = show_figure(indicator, figure).bare
        where = str(region or figure.region)
        return " · ".join((str(indicator), where, show_label(indicator, figure.period), value))


def make_grid(
    kept: Kept,
    packed: Packed,
    form: QuestionsForm,
    *,
    sheet: str = "",
    cell: str = "",
    page: int | None = None,
    unfold: bool = False,
) -> GridView | None:
    """The page of a sheet that holds a cell, else the page of that number; None where there is no sheet.

    Without a sheet's name it is the first one that is not hidden. Nothing but this page is read of the file.
    """
    numbers = {each.name: number for number, each in enumerate(packed.sheets)}
    sheets = [packed.sheets[numbers[name]] for name, _ in kept.head.sheets if name in numbers]
    if not sheets:
        return None
    named = [each for each in sheets if each.name == sheet] or [each for each in sheets if not each.hidden]
    here = (named or sheets)[0]
    place = [name for name, _ in kept.head.sheets].index(here.name)
    hidden_rows, hidden_columns = packed.hidden(numbers[here.name])
    unfold = unfold or here.hidden
    columns = [each for each in range(here.width) if unfold or each not in hidden_columns]
    size = max(1, min(ROWS, CELLS // max(1, len(columns))))
    pages = -(-here.height // size)
    at = position(cell)
    number = at[0] // size + 1 if at else page or 1
    number = max(1, min(number, pages))
    rows = range((number - 1) * size, min(number * size, here.height))
    grid = packed.window(numbers[here.name], rows)
    marks, numbered = kept.marks(place, {*rows, *(span.top for span in grid.merges)})
    figures = [mark.figure for mark in marks.values() if mark.figure]
    counts = dict(kept.head.sheets)
    return GridView(
        sheet=here.name,
        tabs=tuple(
            Tab(each.name, each is here, each.hidden, _count_open(counts[each.name])) for each in sheets
        ),
        columns=tuple(map(column_name, columns)),
        rows=_rows(grid, rows, columns, marks, Words(figures, _anchors(numbered, form)), unfold=unfold),
        counts=tuple(Count(sign, count) for sign, count in counts[here.name].items()),
        folded_columns="" if unfold else name_ranges(hidden_columns, column_name),
        is_folded=bool(hidden_rows or hidden_columns) and not unfold,
        page=number,
        pages=pages,
    )


def _count_open(counts: Mapping[Sign, int]) -> int:
    return counts.get(Sign.ERROR, 0) + counts.get(Sign.QUESTION, 0)


def _anchors(numbered: Iterable[Numbered], form: QuestionsForm) -> dict[int, str]:
    """Where each finding stands on the page: at the field that answers it, else in the list."""
    anchors = {}
    for number, found in numbered:
        names = [field_name(question.key) for question in one_by_one(found)]
        if names and names[0] in form.questions:
            anchors[id(found)] = names[0]
        elif number <= LISTED:
            anchors[id(found)] = f"found-{number}"
    return anchors


def _rows(
    grid: Grid, rows: range, columns: list[int], marks: Marks, words: Words, *, unfold: bool
) -> tuple[RowView, ...]:
    shown = [row for row in rows if unfold or row not in grid.hidden_rows]
    blocks: dict[Position, tuple[Span, int, int]] = {}
    covered: set[Position] = set()
    for span in grid.merges:
        if inside := _inside(span, shown, columns):
            down, across = inside
            corner = down[0], across[0]
            blocks[corner] = span, len(down), len(across)
            covered |= {(row, column) for row in down for column in across} - {corner}
    made: list[RowView] = []
    for is_folded, group in groupby(rows, lambda row: not unfold and row in grid.hidden_rows):
        if is_folded:
            hidden = [*group]
            made.append(RowView(hidden[0] + 1, folded=name_ranges(hidden, lambda row: str(row + 1))))
            continue
        for row in group:
            cells = tuple(
                _cell(grid, row, column, blocks.get((row, column)), marks, words)
                for column in columns
                if (row, column) not in covered
            )
            made.append(RowView(row + 1, cells))
    return tuple(made)


def _inside(span: Span, rows: list[int], columns: list[int]) -> tuple[list[int], list[int]] | None:
    """The rows and columns of a merged block that are shown, None where it is not."""
    if not rows or span.bottom < rows[0] or span.top > rows[-1]:
        return None
    down = [row for row in rows if span.top <= row <= span.bottom]
    across = [column for column in columns if span.left <= column <= span.right]
    return (down, across) if down and across else None


def _cell(
    grid: Grid, row: int, column: int, block: tuple[Span, int, int] | None, marks: Marks, words: Words
) -> CellView:
    span, down, across = block or (None, 1, 1)
    at = (span.top, span.left) if span else (row, column)
    cell, mark = grid.cells.get(at), marks.get(at)
    return CellView(
        name=cell_name(*at),
        text=cell.text.strip() if cell else "",
        is_amount=bool(cell and is_number(cell)),
        rowspan=down,
        colspan=across,
        mark=words.show(mark) if mark else None,
    )
