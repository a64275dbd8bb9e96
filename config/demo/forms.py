"""What can be asked of the demo: to let the others vote in a vote."""

from django import forms

from governance.voting.models import Vote


class VoteForm(forms.Form):
    """A vote that exists, by its number."""

    vote = forms.ModelChoiceField(Vote.objects.all())
