"""Objects for tests: each needs only what the test is about; all else is plain and valid."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import openpyxl
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone

from indicators.models import (
    Answer,
    Department,
    Form,
    Indicator,
    Layout,
    Observation,
    Pillar,
    Region,
    Release,
    Role,
    Rule,
    StagedFigure,
    Submission,
    Target,
    Topic,
    Upload,
    User,
    Version,
)
from indicators.periods import Period

Row = Sequence[Any]

PASSWORD = "correct horse"


def _fill(fields: dict[str, Any], **makers: Callable[[], object]) -> None:
    """Make what is not given, and only that."""
    fields.update({name: make() for name, make in makers.items() if name not in fields})


# The catalogue


def make_pillar(code: str = "practical", **fields: Any) -> Pillar:
    defaults = {"name": "实干机关", "name_en": "Practical organ", "character": "实", "creed": "能为善为"}
    return Pillar.objects.create(code=code, **{**defaults, **fields})


def make_topic(code: str = "eldercare", **fields: Any) -> Topic:
    _fill(fields, pillar=lambda: Pillar.objects.first() or make_pillar())
    return Topic.objects.create(code=code, **{"name": "养老服务", "name_en": "Eldercare", **fields})


def make_form(code: str = "eldercare_quarterly", *, department: str = "养老服务处", **fields: Any) -> Form:
    defaults = {
        "name": "养老服务季报表",
        "name_en": "Eldercare, quarterly",
        "frequency": "quarter",
        "due_day": 10,
        "region_kinds": "district|county|zone|own_units",
    }
    home = Department.objects.get_or_create(name=department)[0]
    return Form.objects.create(code=code, department=home, **{**defaults, **fields})


def make_indicator(code: str = "eldercare.beds", **fields: Any) -> Indicator:
    """A confirmed, additive stock in 张; the first topic and form there are, or new ones."""
    _fill(fields, topic=lambda: Topic.objects.first() or make_topic())
    _fill(fields, form=lambda: Form.objects.first() or make_form())
    defaults = {
        "name": code,
        "name_en": code,
        "unit": "张",
        "nature": "stock",
        "nature_confirmed": True,
        "additive": True,
        "frequency": "quarter",
    }
    return Indicator.objects.create(code=code, **{**defaults, **fields})


def make_region(code: str = "350100", *, parent: Region | None = None, **fields: Any) -> Region:
    name = fields.pop("name", "福州市" if parent is None else f"地区{code}")
    kind = "city" if parent is None else "district"
    return Region.objects.create(
        code=code, parent=parent, **{"name": name, "short_name": name, "kind": kind, **fields}
    )


def make_target(indicator: Indicator, region: Region, value: Decimal | int, **fields: Any) -> Target:
    defaults = {"year": 2023, "kind": "at_least", "document": "榕民〔2023〕1号"}
    return Target.objects.create(
        indicator=indicator, region=region, value=Decimal(value), **{**defaults, **fields}
    )


def make_rule(form: Form, formula: str, **fields: Any) -> Rule:
    defaults = {"number": form.rules.count() + 1, "severity": "warning", "message": "请核对"}
    return Rule.objects.create(form=form, formula=formula, **{**defaults, **fields})


@dataclass(frozen=True)
class Catalogue:
    """A small bureau: 闽侯 has a zone inside that is never added, 平潭 is outside the total."""

    city: Region
    gulou: Region
    taijiang: Region
    fuqing: Region
    minhou: Region
    zone: Region  # inside 闽侯, counts nowhere
    pingtan: Region  # under the city, counts nowhere
    own_units: Region
    institutions: Indicator  # stock, 家
    beds: Indicator  # stock, 张
    visits: Indicator  # year to date, 人次
    openings: Indicator  # flow, 家
    allowance: Indicator  # standard, 元/人·月, not additive
    cremated: Indicator  # year to date, 人
    deaths: Indicator  # year to date, 人
    cremation_rate: Indicator  # cremated ÷ deaths, %
    study: Indicator  # the city's own; its nature is not confirmed

    @property
    def form(self) -> Form:
        return self.beds.form

    @property
    def counted(self) -> tuple[Region, ...]:
        """The regions that the city's total is made of."""
        return self.gulou, self.taijiang, self.fuqing, self.minhou, self.own_units


def make_catalogue() -> Catalogue:
    city = make_region("350100", name="福州市", short_name="福州", aliases="全市|合计")
    make_form()
    make_topic()
    bureau = make_form("office_quarterly", department="办公室", name="办公室季报表", region_kinds="city")

    def region(code: str, name: str, order: int, **fields: Any) -> Region:
        parent = fields.pop("parent", city)
        return make_region(code, name=name, short_name=name[:2], parent=parent, order=order, **fields)

    minhou = region("350121", "闽侯县", 4, kind="county")
    cremated = make_indicator("funeral.cremated", name="火化人数", unit="人", nature="ytd", order=6)
    deaths = make_indicator("funeral.deaths", name="死亡人数", unit="人", nature="ytd", order=7)
    return Catalogue(
        city=city,
        gulou=region("350102", "鼓楼区", 1),
        taijiang=region("350103", "台江区", 2),
        fuqing=region("350181", "福清市", 3, kind="county"),
        minhou=minhou,
        zone=region("FZ-GX", "高新区", 5, kind="zone", parent=minhou, counts_in_total=False),
        pingtan=region("350128", "平潭县", 6, kind="county", counts_in_total=False),
        own_units=region("FZ-SBJ", "市本级", 7, kind="own_units"),
        institutions=make_indicator("eldercare.institutions", name="养老机构数", unit="家", order=1),
        beds=make_indicator("eldercare.beds", name="养老床位数", aliases="床位数", order=2),
        visits=make_indicator("eldercare.visits", name="探访人次", unit="人次", nature="ytd", order=3),
        openings=make_indicator("eldercare.openings", name="新增机构数", unit="家", nature="flow", order=4),
        allowance=make_indicator(
            "relief.allowance", name="低保标准", unit="元/人·月", nature="standard", additive=False, order=5
        ),
        cremated=cremated,
        deaths=deaths,
        cremation_rate=make_indicator(
            "funeral.cremation_rate",
            name="火化率",
            unit="%",
            nature="rate",
            additive=False,
            numerator=cremated,
            denominator=deaths,
            factor=100,
            decimals=2,
            order=8,
        ),
        study=make_indicator(
            "theory.sessions",
            name="专题学习次数",
            unit="次",
            nature="ytd",
            nature_confirmed=False,
            additive=False,
            form=bureau,
            order=9,
        ),
    )


def make_drawn(catalogue: Catalogue) -> None:
    """Make the beds the headline of their topic, with two quarters in the city and its districts."""
    Indicator.objects.filter(pk=catalogue.beds.pk).update(headline=True)
    for region in (catalogue.city, *catalogue.counted):
        for period in ("2022-Q3", "2022-Q4"):
            make_observation(catalogue.beds, region, period, 1)


# People


def make_user(
    username: str = "clerk",
    *roles: Role,
    regions: Iterable[Region] = (),
    departments: Iterable[Department] = (),
    **fields: Any,
) -> User:
    fields.setdefault("password_changed_at", timezone.now())
    user = User.objects.create_user(username, password=PASSWORD, **fields)
    user.groups.add(*(Group.objects.get_or_create(name=role.value)[0] for role in roles))
    user.regions.add(*regions)
    user.departments.add(*departments)
    return user


def make_clerk(username: str = "clerk", *regions: Region) -> User:
    """Reports for these regions; for the whole tree without any."""
    roots = regions or tuple(Region.objects.filter(parent__isnull=True))
    return make_user(username, Role.CLERK, regions=roots)


def make_reviewer(username: str = "reviewer", *departments: Department) -> User:
    """Decides for these departments; for all without any."""
    return make_user(username, Role.REVIEWER, departments=departments or tuple(Department.objects.all()))


def _somebody(username: str) -> User:
    return User.objects.filter(username=username).first() or make_user(username)


# What comes in


def make_upload(name: str = "figures.xlsx", content: bytes = b"figures", **fields: Any) -> Upload:
    _fill(fields, received_by=lambda: _somebody("clerk"))
    fields.setdefault("sha256", hashlib.sha256(content).hexdigest())
    return Upload.objects.create(file=ContentFile(content, name=name), name=name, size=len(content), **fields)


def make_submission(
    region: Region, form: Form, period: str = "2023-Q2", *, state: str = "draft", **fields: Any
) -> Submission:
    """A submission by `clerk`, decided by `reviewer` where its state says so."""
    _fill(fields, created_by=lambda: _somebody("clerk"))
    if state != "draft":
        fields.setdefault("submitted_by", fields["created_by"])
        fields.setdefault("submitted_at", timezone.now())
    if state in ("approved", "returned"):
        _fill(fields, decided_by=lambda: _somebody("reviewer"))
        fields.setdefault("decided_at", timezone.now())
    return Submission.objects.create(region=region, form=form, period=period, state=state, **fields)


def make_staged(
    submission: Submission, indicator: Indicator, value: Decimal | int | None = 1, **fields: Any
) -> StagedFigure:
    period = Period.parse(fields.pop("period", submission.period))
    start, end = period.span(level=indicator.is_level)
    _fill(fields, upload=lambda: Upload.objects.first() or make_upload())
    fields.setdefault("absence", "" if value is not None else "not_reported")
    return StagedFigure.objects.create(
        submission=submission,
        indicator=indicator,
        period=str(period),
        start=start,
        end=end,
        value=None if value is None else Decimal(value),
        **{"printed": str(value), "sheet": "Sheet1", "cell": f"C{submission.figures.count() + 1}", **fields},
    )


def make_layout(title: str = "养老服务情况", **fields: Any) -> Layout:
    """A sheet's form, last taken from `clerk`."""
    _fill(fields, taken_by=lambda: _somebody("clerk"))
    return Layout.objects.create(
        title=title, **{"columns": ["指标", "数量"], "taken_at": timezone.now(), **fields}
    )


def make_answer(ask: str = "unit", subject: str = "养老床位数", value: str = "张", **fields: Any) -> Answer:
    """An answer of `clerk` about the first layout there is, or a new one."""
    _fill(fields, layout=lambda: Layout.objects.first() or make_layout())
    _fill(fields, by=lambda: _somebody("clerk"))
    return Answer.objects.create(ask=ask, subject=subject, value=value, **{"at": timezone.now(), **fields})


# What is known


def make_release(submission: Submission | None = None, *, made_at: datetime | None = None) -> Release:
    """The next release, made by `reviewer`, of an approved submission; it states nothing yet."""
    if submission is None:
        region = Region.objects.filter(parent__isnull=True).first() or make_region()
        form = Form.objects.first() or make_form()
        submission = make_submission(region, form, state="approved")
    last = Release.objects.order_by("number").last()
    return Release.objects.create(
        number=last.number + 1 if last else 1,
        made_at=made_at or timezone.now(),
        submission=submission,
        submitted_by=submission.submitted_by or _somebody("clerk"),
        approved_by=submission.decided_by or _somebody("reviewer"),
    )


def make_observation(
    indicator: Indicator,
    region: Region,
    period: str = "2023-Q2",
    value: Decimal | int | None = 1,
    *,
    release: Release | None = None,
    **fields: Any,
) -> Observation:
    """A reported, current observation of the last release; it bypasses the workflow."""
    start, end = Period.parse(period).span(level=indicator.is_level)
    fields.setdefault("absence", "" if value is not None else "not_reported")
    observation = Observation.objects.create(
        indicator=indicator,
        region=region,
        period=period,
        start=start,
        end=end,
        value=None if value is None else Decimal(value),
        release=release or Release.objects.order_by("number").last() or make_release(),
        **{"origin": Observation.Origin.REPORTED, **fields},
    )
    Version.objects.filter(name="figures").update(mark=uuid4().hex)  # as its own release would
    return observation


# Workbooks


def write_workbook(path: Path, rows: Iterable[Row] = (), /, **sheets: Iterable[Row]) -> Path:
    """An xlsx with these rows on `Sheet1`, and more sheets by name."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, content in (({"Sheet1": rows} if rows else {}) | sheets).items():
        sheet = book.create_sheet(title)
        for row in content:
            sheet.append(list(row))
    book.save(path)
    return path


def write_flat_sheet(
    path: Path, figures: Iterable[tuple[str, object, str]], *, title: str = "2023年二季度 福州市 统计表"
) -> Path:
    """The plainest sheet that intake reads: a title with period and region, then name, value and unit."""
    return write_workbook(path, [[title], ["指标名称", "数值", "单位"], *figures])
