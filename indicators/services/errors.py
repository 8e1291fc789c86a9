"""Deeds that are refused; `str(error)` tells the user why, in the user's language."""

from collections.abc import Mapping

from django.utils.translation import gettext, override


class Refused(Exception):  # noqa: N818 - the word that users are told
    """The rules do not allow this deed: in words, or by a message id with what its words need."""

    def __init__(self, words: str, **params: object) -> None:
        super().__init__(words)
        self.words = words
        self._params = params

    def __str__(self) -> str:
        return reword(self.words, {name: str(value) for name, value in self._params.items()})

    @property
    def params(self) -> dict[str, str]:
        """What the words need; what is itself to be translated as its message id."""
        with override(None):
            return {name: str(value) for name, value in self._params.items()}


def reword(words: str, params: Mapping[str, str]) -> str:
    """A message id with what its words need, in the reader's language."""
    said = gettext(words)
    return (
        said % {name: gettext(value) if value else "" for name, value in params.items()} if params else said
    )


class NotPermitted(Refused):
    """This user may not do it."""


class OwnSubmission(Refused):
    """The second person must not be the first."""


class WrongState(Refused):
    """Somebody has decided already, or there is nothing to decide."""


class Blocked(Refused):
    """There are errors or open questions."""


class ReasonNeeded(Refused):
    """There are warnings, and nobody explained them."""


class NoAnswer(Refused):
    """It answers nothing: no such indicator, region or unit is known."""


class SameFile(Refused):
    """This very file has been handed in already."""


class NothingNew(Refused):
    """Everything in the file is approved already."""


class NothingDue(Refused):
    """No figure of this form is to be reported for this period."""


class StaleFigures(Refused):
    """What was approved has changed since the submission was checked against it."""


class NotBackdated(Refused):
    """It cannot be said to have happened at that moment."""


class LaterChanges(Refused):
    """A later release touched what is to be undone."""
