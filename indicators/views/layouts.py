"""What is remembered of sheets (表样): the list, changing an answer, forgetting."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from indicators.forms.answers import AnswerForm, ForgetForm
from indicators.models import Answer, Layout
from indicators.services import answers
from indicators.services.errors import NotPermitted
from indicators.services.rights import check_answers, check_reads_answers, is_allowed
from indicators.views.access import user_of
from indicators.views.steps import attempt

SHOWN = 20


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    try:
        check_reads_answers(user)
    except NotPermitted as error:
        return render(request, "refused.html", {"reason": error}, status=403)
    page = Paginator(Layout.objects.with_answers(), SHOWN).get_page(request.GET.get("page"))
    return render(
        request,
        "indicators/layouts.html",
        {
            "page": page,
            "stale": answers.get_stale(answer for layout in page for answer in layout.answers.all()),
            "may_answer": is_allowed(check_answers, user),
            "forget_form": ForgetForm(),
        },
    )


@require_safe
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    try:
        check_answers(user)
    except NotPermitted as error:
        return render(request, "refused.html", {"reason": error}, status=403)
    row = fetch_answer(pk)
    context = {"answer": row, "form": AnswerForm(answer=row), "forget_form": ForgetForm()}
    return render(request, "indicators/answer.html", context)


@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    row, user = fetch_answer(pk), user_of(request)
    return attempt(
        request,
        AnswerForm(request.POST, answer=row),
        lambda said: answers.change(answer=row, value=said["value"], by=user),
        done=_("The answer has been changed; it holds from the next file on."),
        then=("layouts",),
    )


@require_POST
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    row, user = fetch_answer(pk), user_of(request)
    return attempt(
        request,
        ForgetForm(request.POST),
        lambda _said: answers.forget(answer=row, by=user),
        done=_("The answer has been forgotten; it is asked again."),
        then=("layouts",),
    )


@require_POST
def forget_layout(request: HttpRequest, pk: int) -> HttpResponse:
    layout, user = get_object_or_404(Layout, pk=pk), user_of(request)
    return attempt(
        request,
        ForgetForm(request.POST),
        lambda _said: answers.forget_layout(layout=layout, by=user),
        done=_("The sheet layout has been forgotten with its answers."),
        then=("layouts",),
    )


def fetch_answer(pk: int) -> Answer:
    return get_object_or_404(Answer.objects.with_people(), pk=pk)
