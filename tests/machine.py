"""What state machines over the house's own tables share: each example is undone, and each act is allowed or refused."""

from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from community.record import chain
from community.record.verdict import Refused
from tests.load.hall import size


class Machine(RuleBasedStateMachine):
    """On the left the house, on the right a model of it. now: the moment at which acts happen."""

    def begin(self) -> None:
        """From here on everything is taken back at the end of the example."""
        self.undo = transaction.atomic()
        self.undo.__enter__()

    def teardown(self):
        if hasattr(self, "undo"):
            assert chain.verify() is None
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    def done(self, allowed: bool, act, *arguments, **named):
        """Do something that the model allows or not: what came of it."""
        try:
            with transaction.atomic():
                answer = act(*arguments, at=self.now, **named)
        except Refused as refused:
            assert not allowed, f"refused although it is allowed: {refused}"
            return None
        assert allowed, "done although it is not allowed"
        return answer


def run(machine, examples: int) -> None:
    """Try this many examples of thirty steps. EXAMPLES=5000 in the environment tries for an hour."""
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=size("EXAMPLES", examples),
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
