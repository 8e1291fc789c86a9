"""What each finding says: sentences whose params are given by the checks that find it."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from indicators.intake.findings import Code

SENTENCES: dict[Code, tuple[Promise | str, ...]] = {
    # The file
    Code.EMPTY_FILE: (_("The file is empty: choose the workbook that was filled in."),),
    Code.FILE_TOO_LARGE: (
        _("The file has %(given)s; at most %(limit)s are read."),
        _("Delete pictures and sheets that hold no figures, or split the file."),
    ),
    Code.UNKNOWN_FORMAT: (
        _("This is no workbook that can be read; expected is .xlsx, .xls, .ods, .csv or .docx."),
        _("It looks like %(format)s."),
        _("Save it in WPS or Excel as .xlsx and hand it in again."),
    ),
    Code.BROKEN_FILE: (
        _("The file is damaged and cannot be read."),
        _("Found: %(reason)s."),
        _("Open it in WPS or Excel, save it anew as .xlsx and hand that in."),
    ),
    Code.PASSWORD_PROTECTED: (
        _("The file is protected by a password: remove the password, save it and hand it in again."),
    ),
    Code.MACROS: (
        _("The file holds macros or another program; none is accepted."),
        _("Save it as .xlsx, without macros."),
    ),
    Code.UNPACKED_TOO_LARGE: (
        _("Unpacked, the file is too large: %(given)s; at most %(limit)s are read."),
        _("Copy the sheet with the figures into a new workbook."),
    ),
    Code.TOO_MANY_CELLS: (
        _("The file has more than %(limit)s filled cells."),
        _("Copy the sheet with the figures into a new workbook."),
    ),
    Code.FAR_CELL: (
        _("This cell lies far outside the table."),
        _("At most %(rows)s rows, %(columns)s columns and %(cells)s cells in all are read."),
        _("Delete the rows and columns behind the table and save."),
    ),
    Code.FORBIDDEN_XML: (
        _("The file holds declarations that no workbook needs and that are not accepted."),
        _("Copy the sheet with the figures into a new workbook."),
    ),
    Code.READING_LIMIT: (
        _("Reading the file was stopped, because it needs more than is allowed."),
        _("The limit is %(limit)s."),
        _("Copy the sheet with the figures into a new workbook."),
    ),
    Code.UNKNOWN_ENCODING: (
        _("The characters of this file cannot be read; expected is UTF-8 or GB18030."),
        _("Save it as .xlsx or as CSV in UTF-8."),
    ),
    Code.SPLIT_NUMBER: (
        _("This row has more cells than the header: “%(given)s” may be one number, cut at its comma."),
        _("Hand in the workbook, or save the CSV anew without thousands separators."),
    ),
    Code.EXTERNAL_LINKS: (
        _("Formulas here refer to other files; what they last computed was read. Check it."),
    ),
    Code.PERSONAL_DATA: (
        _("The sheet holds personal data; only totals may be handed in. Nothing of it was kept."),
        _("Found: %(kind)s."),
        _("Remove such columns and hand the file in again."),
    ),
    Code.SAME_FILE: (
        _("This very file has been handed in already."),
        _("It is in submission %(submission)s."),
    ),
    # The sheet
    Code.HIDDEN_SHEET: (
        _("This sheet is hidden and was not read; unhide it if its figures are to be handed in."),
    ),
    Code.HIDDEN_ROWS: (
        _("Hidden rows were not read: %(rows)s. Unhide them if their figures are to be handed in."),
    ),
    Code.HIDDEN_VALUES: (
        _("%(count)s numbers that their format or their colour does not show were not read: %(given)s."),
        _("Where they are figures, choose a format and a colour that show them."),
    ),
    Code.HIDDEN_COLUMNS: (
        _("Figures in hidden columns were not read: %(columns)s. Unhide them if they are to be handed in."),
    ),
    Code.NO_TABLE: (
        _("No table was found here; expected is a header with indicator name and value above the figures."),
        _("“%(given)s” reads like a row of figures, but stands outside every table."),
        _("Use the template, or add the header row."),
    ),
    Code.NO_PERIOD: (
        _("It is not clear to which period these figures belong."),
        _("The text says: %(given)s."),
        _("Expected is a %(expected)s period."),
        _("Give the period, or write it into the title, such as 2023年二季度."),
    ),
    Code.UNKNOWN_PERIOD: (
        _("“%(given)s” is no period that figures can have."),
        _("It has not ended by %(expected)s."),
        _("Write one that has ended, such as 2023年二季度, 2023年6月 or 2023-Q2."),
    ),
    Code.PERIOD_CONFLICT: (
        _("The period “%(given)s” stands here, but %(expected)s was chosen or stands elsewhere."),
        _("Correct the sheet, or choose the other period."),
    ),
    Code.NO_REGION: (
        _("It is not clear to which region these figures belong."),
        _("The text names: %(given)s."),
        _("Rows %(rows)s do not say which region each of them is: add a column of regions."),
        _("Choose the region, or fill in the reporting unit."),
    ),
    Code.UNKNOWN_REGION: (
        _("The region “%(given)s” is not in the catalogue, or is not clear."),
        _("Possible: %(candidates)s."),
        _("Write the region's full name or its code."),
    ),
    Code.REGION_CONFLICT: (
        _("The region “%(given)s” stands here, but %(expected)s was chosen or stands elsewhere."),
        _("Correct the sheet, or choose the other region."),
    ),
    Code.BLANK_BELOW: (
        _("Rows %(rows)s are blank under “%(column)s”: it is not clear whether they mean what stands above."),
        _("Fill them in, or answer whether they are meant as if merged with it."),
    ),
    Code.WHICH_VALUE_COLUMN: (
        _("It is not clear which column holds the figures of this period."),
        _("Possible: %(columns)s."),
        _("Keep one of them, or head it 数量 or with its period."),
    ),
    Code.IGNORED_COLUMN: (
        _("The column “%(column)s” was not read; if it holds figures, head it with their period."),
    ),
    Code.LEFT_OUT: (
        _("As answered, this was left out: it holds no figure of ours."),
        _("It is called “%(given)s”."),
    ),
    Code.NO_FIGURES: (
        _("There is a table, but its column of figures is blank: fill it in and hand the file in again."),
    ),
    Code.LAYOUT_CHANGED: (
        _("This form looks different from when it was last taken."),
        _("That was on %(day)s."),
        _("Columns added, %(new_columns_count)s: %(new_columns)s."),
        _("Columns gone, %(gone_columns_count)s: %(gone_columns)s."),
        _("Columns renamed: %(renamed_columns)s."),
        _("Rows added, %(new_rows_count)s: %(new_rows)s."),
        _("Rows gone, %(gone_rows_count)s: %(gone_rows)s."),
        _("Rows renamed: %(renamed_rows)s."),
    ),
    Code.REMEMBERED: (
        _("Read by a remembered answer:"),
        _("“%(given)s” is “%(answer)s”."),
        _("“%(noted)s”: the figures are taken as they are."),
        _("“%(skipped)s” is left out."),
        _("for the whole sheet “%(whole)s”."),
        _("Answered by %(by)s on %(day)s; it can be changed under “Sheet layouts”."),
    ),
    # The row
    Code.UNKNOWN_INDICATOR: (
        _("It is not clear which indicator is meant."),
        _("“%(given)s” is not in the catalogue."),
        _("Similar: %(suggestions)s."),
        _("Write the name or code of the catalogue, or delete the row."),
    ),
    Code.UNKNOWN_CODE: (
        _("Codes outside the catalogue, in %(count)s rows: %(given)s. These rows were read by their names."),
        _("Check that the codes are those of this bureau."),
    ),
    Code.AMBIGUOUS_INDICATOR: (
        _("“%(given)s” may mean several indicators: %(candidates)s."),
        _("Write the full name or the code of the one that is meant."),
    ),
    Code.CODE_NAME_CONFLICT: (
        _("The code %(code)s is that of “%(expected)s”, but the name beside it is “%(given)s”."),
        _("That is the name of “%(indicator)s”."),
        _("Correct the one that is wrong."),
    ),
    Code.NO_UNIT: (
        _("It is not clear in which unit this is counted."),
        _("%(indicator)s: “%(given)s” has no unit; expected is %(expected)s or a multiple of it."),
        _("Fill in the unit in its column, in the header or above the table."),
    ),
    Code.UNIT_CONFLICT: (
        _("%(indicator)s: one place says %(given)s, another %(expected)s."),
        _("Make them agree, or answer which of both the figures are in."),
    ),
    Code.NEARER_UNIT: (
        _("Here it says %(given)s, above the table %(expected)s: the figures were read in %(given)s."),
    ),
    Code.SHOWN_SCALED: (
        _("%(indicator)s: the number format shows %(given)s, but %(expected)s is stored in the cell."),
        _("Answer in which unit the number is that is shown, or choose a format that shows what is stored."),
    ),
    Code.UNIT_MISMATCH: (
        _("%(indicator)s: the unit “%(given)s” cannot be converted to %(expected)s."),
        _("Correct the unit, or check whether another indicator is meant."),
    ),
    Code.DOUBLE_SCALE: (
        _("%(indicator)s: “%(given)s” is not clear where figures are in %(expected)s."),
        _("Write %(whole)s, or only the number of %(expected)s."),
    ),
    Code.WRONG_FREQUENCY: (
        _("%(indicator)s: “%(given)s” does not fit; this indicator is collected %(expected)s."),
        _("Give the figure of the whole period, on its own form."),
    ),
    Code.DUPLICATE: (
        _("%(indicator)s: “%(given)s” is stated more than once for the same region and period."),
        _("Region %(region)s, period %(period)s."),
        _("Also in %(others)s."),
        _("Keep one of them."),
    ),
    Code.NATURE_CONFLICT: (
        _("%(indicator)s: “%(given)s” stands in the sheet, but the catalogue says %(expected)s."),
        _("Give the figure that the catalogue asks for, or check whether another indicator is meant."),
    ),
    Code.SPAN_UNSAID: (
        _("%(indicator)s: it adds up since January or longer, but %(columns)s do not say so."),
        _("Make sure that each holds what had added up by its end, not its own months alone; then say so."),
    ),
    Code.STRUCK_THROUGH: (
        _("A line goes through “%(given)s”."),
        _("Delete what no longer holds, or take the line away."),
    ),
    Code.TOTAL_DISAGREES: (
        _("%(indicator)s: the total %(given)s is not the sum of its %(count)s parts, %(expected)s."),
        _("Region %(region)s, period %(period)s."),
        _("Correct the total or the parts; parts that were left out or hidden belong to it too."),
    ),
    Code.TOTAL_LACKS: (
        _("%(indicator)s: the total of %(region)s is of the others alone, for %(missing)s has no figure."),
        _("Give it, or 0 or — where there is none; a total that lacks a part is too small."),
    ),
    Code.SUBTOTAL: (
        _("Rows such as “%(given)s” sum up some of the regions: %(count)s were compared and not taken."),
    ),
    Code.PERIOD_SUM: (
        _("%(indicator)s: “%(given)s” sums up periods; it was compared with them and not taken."),
    ),
    Code.SUM_OF_LEVELS: (
        _("%(indicator)s: “%(given)s” over periods means nothing, for each of them states a date; left out."),
    ),
    # The cell
    Code.NOT_A_NUMBER: (
        _("%(indicator)s: “%(given)s” is not a number."),
        _("The sign “%(character)s” cannot stand there."),
        _("Found: %(reason)s."),
        _("It may have been the number %(number)s before it was formatted as a date."),
        _("Expected is a number in %(expected)s."),
        _("Correct the cell; leave it blank where there is nothing to say."),
    ),
    Code.CELL_ERROR: (
        _("%(indicator)s: the cell shows the error %(given)s."),
        _("Correct its formula, or type the figure."),
    ),
    Code.UNCOMPUTED_FORMULA: (
        _("%(indicator)s: the formula in this cell has no computed value."),
        _("Formula: %(given)s."),
        _("Open the file in WPS or Excel, let it compute, save and hand it in again."),
    ),
    Code.NEGATIVE: (
        _("%(indicator)s: %(given)s is negative: at least %(expected)s is possible. Correct the cell."),
    ),
    Code.OVER_HUNDRED: (
        _("%(indicator)s: %(given)s is more than possible: at most %(expected)s. Correct the cell."),
    ),
    Code.NOT_WHOLE: (
        _("%(indicator)s: %(given)s is not whole, and half of one cannot be counted."),
        _("Correct the cell, or check the unit."),
    ),
    Code.VALUE_TOO_LARGE: (
        _("%(indicator)s: %(given)s is too large; expected is less than %(expected)s."),
        _("Check the unit: 万 or 亿 may have been applied twice."),
    ),
    Code.ROUNDED: (_("%(indicator)s: %(given)s has more decimals than are kept; %(expected)s was taken."),),
    Code.PRINTED_DISAGREES: (
        _("%(indicator)s: the value is %(given)s, but the original text beside it says “%(expected)s”."),
        _("Correct the one that is wrong."),
    ),
    Code.ABSENT: (
        _("%(indicator)s: “%(given)s” was read as “%(expected)s”, not as zero. Write 0 where zero is meant."),
    ),
    Code.UNKNOWN_ABSENCE: (
        _("%(indicator)s: “%(given)s” is no reason why a figure is missing."),
        _("Possible: %(expected)s."),
        _("Choose one from the list; write anything else into the note."),
    ),
    Code.ABSENCE_AND_VALUE: (
        _("%(indicator)s: there is a value, “%(given)s”, and a reason for its absence, “%(absence)s”."),
        _("Keep the value and clear the reason, or the reverse."),
    ),
    # Against what is known
    Code.RULE_BROKEN: (
        _("Rule %(rule)s is not kept: %(formula)s."),
        _("Left %(left)s, right %(right)s."),
        "%(message)s",
        "%(do)s",
    ),
    Code.REPAIR: (
        _("If only one figure is wrong: %(best)s would keep every rule."),
        _("Likely: %(reason)s."),
        _("Or: %(others)s."),
        _("Check the source before changing anything."),
    ),
    Code.REPAIR_OF_SEVERAL: (
        _("No one figure explains all rules that are not kept; at the least %(count)s are wrong: %(best)s."),
        _("Or: %(others)s."),
        _("Check the source before changing anything."),
    ),
    Code.RULE_INCOMPLETE: (
        _("Rule %(rule)s was not checked: %(formula)s."),
        _("Not known: %(missing)s."),
    ),
    Code.CHANGES_APPROVED: (
        _("%(indicator)s: %(given)s would replace the approved %(before)s."),
        _("It was approved in release %(release)s."),
        _("Give the reason for the correction, or restore the approved figure."),
    ),
    Code.FINAL_FIGURE: (
        _("%(indicator)s: %(given)s, final, takes the place of the provisional %(before)s."),
        _("That was approved in release %(release)s."),
    ),
    Code.UNCHANGED: (_("%(count)s figures are approved already with the same values; they change nothing."),),
    Code.SLIP: (
        _("%(indicator)s: %(given)s is far from its own history; %(likely)s would agree with it."),
        _("Likely: %(reason)s."),
        _("%(before_period)s it was %(before)s."),
        _("Correct the figure, or give the reason."),
    ),
    Code.SHARE: (
        _("%(indicator)s: %(given)s is very little; entered as a share of one it would be %(likely)s."),
        _("%(before_period)s it was %(before)s."),
        _("Correct the figure, or give the reason."),
    ),
    Code.PERIOD_ALONE: (
        _("%(indicator)s: %(given)s looks like what %(span)s brought alone; asked for is the year to date."),
        _("%(before_period)s it was %(before)s already, together %(likely)s."),
        _("Correct the figure, or give the reason."),
    ),
    Code.TRANSPOSED: (
        _("%(indicator)s: %(given)s is far from its own history; two digits may be exchanged: %(likely)s."),
        _("%(before_period)s it was %(before)s."),
        _("Correct the figure, or give the reason."),
    ),
    Code.JUMPS: (
        _("%(indicator)s: %(given)s after %(before)s (%(before_period)s) is an unusual change."),
        _("By its own history %(low)s to %(high)s was to be expected."),
        _("Correct the figure, or give the reason."),
    ),
    Code.REPEATS_PERIOD: (
        _("All %(count)s year-to-date figures for %(given)s are those approved for %(period)s."),
        _("They are: %(values)s."),
        _("Check whether the right period and file were chosen, or give the reason."),
    ),
    Code.MORE_UNUSUAL: (
        _("%(count)s more figures are unusual against their own history: check the whole form."),
    ),
    Code.FALLS: (
        _("%(indicator)s: %(given)s is less than the %(before)s before it; this figure should never fall."),
        _("%(period)s compared with %(before_period)s."),
        _("Correct the figure, or give the reason."),
    ),
    Code.COMPARISON_DIFFERS: (
        _("%(indicator)s: “%(header)s” is given as %(given)s, but %(expected)s is approved for %(period)s."),
        _("Only this period's figures are taken; check which of the two is right."),
    ),
    Code.CLASH: (
        _("%(indicator)s: %(given)s replaces %(before)s, which this draft held."),
        _("That came from %(file)s, %(place)s."),
        _("That was typed by %(by)s."),
        _("Check which of them is right."),
    ),
    Code.READ_AGAIN: (
        _("%(indicator)s: %(file)s was read again, and %(given)s stands where %(before)s stood."),
        _("Check which of them is right."),
    ),
    Code.FORM_OF_OTHERS: (
        _("%(region)s does not report “%(form)s”, to which “%(indicator)s” belongs."),
        _("Delete these rows, or choose the region that reports them."),
    ),
    Code.DIFFERS_FROM_SUM: (
        _("%(indicator)s: %(region)s reported %(given)s itself, but its parts add up to %(expected)s."),
        _("The reported figure is shown; ask who is right."),
    ),
}
