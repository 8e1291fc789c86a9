"""What Django and import-export say in English only, or badly: our catalogue has it in Chinese."""

from django.utils.translation import gettext_noop

SAID = (
    gettext_noop("No valid data to import. Ensure your file has the correct headers or data for import."),
    gettext_noop("Some rows failed to validate"),
    gettext_noop(
        "Below is a preview of data to be imported."
        " If you are satisfied with the results, click 'Confirm import'"
    ),
    gettext_noop("Skipped"),
    gettext_noop("After you’ve created a user, you’ll be able to edit more user options."),
    gettext_noop("Error:"),
    gettext_noop("Null characters are not allowed."),
    gettext_noop(":"),  # behind the label of a field
    gettext_noop("Add"),
    gettext_noop("Change"),
    gettext_noop("Add %s"),
    gettext_noop("Change %s"),
    gettext_noop("View %s"),
    gettext_noop("Add %(name)s"),
    gettext_noop("Select %s to change"),
    gettext_noop("Change history: %s"),
    gettext_noop("Cannot delete %(name)s"),
    gettext_noop(" By %(filter_title)s "),
    gettext_noop("Model name"),
    gettext_noop("Add link"),
    gettext_noop("Change or view list link"),
)
