"""What narrows a list."""

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.boards.models import Board


class BoardFilter(forms.Form):
    """Narrow a list to one board."""

    board = forms.ModelChoiceField(
        label=_("Board"),
        queryset=Board.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label=_("All boards"),
    )
