"""Who may report for a region, and who may decide on a form."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from indicators.models import Form, Region, Role, Submission, Upload, User
from indicators.models.geography import RegionQuerySet
from indicators.services.errors import NotPermitted, Refused


def check_clerk(by: User, regions: Iterable[str]) -> None:
    """Raise NotPermitted where the user may not report for one of these regions."""
    if not by.has_role(Role.CLERK):
        raise NotPermitted(gettext_noop("%(user)s is not a clerk."), user=by.username)
    if by.is_superuser:
        return
    allowed = set(regions_of(by).values_list("code", flat=True))
    foreign = Region.objects.filter(code__in=set(regions) - allowed)
    if foreign:
        raise NotPermitted(
            gettext_noop("%(user)s does not report for %(regions)s."),
            user=by.username,
            regions="、".join(region.name for region in foreign),
        )


def regions_of(user: User) -> RegionQuerySet:
    """The regions of a clerk or a checker: his own and all below them; of a superuser all."""
    regions = Region.objects.all()
    return regions if user.is_superuser else regions.filter(pk__in=user.region_ids)


def may_answer(user: User, upload: Upload) -> bool:
    """Whether a waiting file is this clerk's own, or that of one all of whose regions are his too."""
    if not user.has_role(Role.CLERK):
        return False
    theirs = upload.received_by
    if user.is_superuser or theirs == user:
        return True
    return not theirs.is_superuser and bool(theirs.region_ids) and theirs.region_ids <= user.region_ids


def get_reporting(upload: Upload) -> list[Region]:
    """The regions that a file may be of: its clerk's own, inside the chosen one."""
    clerk, regions = upload.received_by, Region.objects.all()
    if not clerk.is_superuser:
        regions = regions.filter(pk__in=clerk.region_ids)
    if upload.region_id:
        regions = regions.within(Region.objects.filter(pk=upload.region_id))
    return list(regions)


def get_asking(user: User) -> list[Upload]:
    """The files that await this clerk's answers, the oldest first."""
    return [upload for upload in Upload.objects.asking() if may_answer(user, upload)]


def check_reviews(by: User, form: Form) -> None:
    """Raise NotPermitted where the user does not decide on this form."""
    if not by.has_role(Role.REVIEWER):
        raise NotPermitted(_("%(user)s is not a reviewer.") % {"user": by.username})
    if by.is_superuser:
        return
    if not by.departments.filter(pk=form.department_id).exists():
        raise NotPermitted(
            _("%(user)s does not review the forms of %(department)s.")
            % {"user": by.username, "department": form.department}
        )


def check_answers(by: User) -> None:
    """Raise NotPermitted where the user may not say what the rows and columns of sheets mean."""
    if not (by.has_role(Role.CLERK) or by.has_role(Role.REVIEWER)):
        raise NotPermitted(_("Only clerks and reviewers answer what a sheet means."))


def check_reads_answers(by: User) -> None:
    """Raise NotPermitted where the user has nothing to do with sheets that come in."""
    if not any(by.has_role(role) for role in (Role.CLERK, Role.CHECKER, Role.REVIEWER, Role.AUDITOR)):
        raise NotPermitted(_("Only those who hand in, decide or audit see what is remembered of sheets."))


def check_checks(by: User, submission: Submission) -> None:
    """Raise NotPermitted where the user does not sign off for the region of this submission."""
    if not by.has_role(Role.CHECKER):
        raise NotPermitted(_("%(user)s does not sign off for regions.") % {"user": by.username})
    if not regions_of(by).filter(pk=submission.region_id).exists():
        raise NotPermitted(
            _("%(user)s does not sign off for %(region)s.")
            % {"user": by.username, "region": submission.region}
        )


def is_allowed(check: Callable[..., None], *arguments: object) -> bool:
    """Whether a check passes, for pages that offer only what can be done."""
    try:
        check(*arguments)
    except Refused:
        return False
    return True
