"""Better panels by exchanging one person for another: not always the best there is, but a thousand times as fast."""

import numpy as np

from .pool import Pool


class Exchanges:
    """Which single exchanges keep a panel within its quotas and households, and which of them gain most."""

    def __init__(self, pool: Pool):
        limits = {(quota.category, quota.value): (quota.least, quota.most) for quota in pool.quotas}
        self.sizes = np.array(pool.sizes)
        self.categories = []  # for each: the value of every class, and the least and most of every value
        for c, category in enumerate(pool.categories):
            said = [kind.features[c][1] for kind in pool.kinds]
            values = sorted(set(said))
            bounds = np.array([limits.get((category, value), (0, pool.seats)) for value in values])
            self.categories.append((np.array([values.index(value) for value in said]), bounds[:, 0], bounds[:, 1]))
        homes = sorted(pool.households)
        places = {home: n for n, home in enumerate(homes)}
        self.home = np.array([places[kind.household] for kind in pool.kinds])
        self.homes = np.array([pool.households[home] for home in homes])

    def climb(self, panel: np.ndarray, weights: np.ndarray) -> np.ndarray:
        """The panel after every exchange that makes it weigh more, the greatest gains first."""
        panel = panel.copy()
        counts, at_home = self._counts(panel)
        while True:
            leaving, entering, gain = self._best(panel, weights, counts, at_home)
            done = 0
            for a in np.argsort(-gain, kind="stable"):
                if gain[a] <= 1e-9:
                    break
                # After the first exchange the counts have changed: look again before the next.
                if not done or self._fits(panel, leaving[a], entering[a], counts, at_home):
                    self._exchange(panel, leaving[a], entering[a], counts, at_home)
                    done += 1
            if not done:
                return panel

    def even_out(self, panel: np.ndarray, owed: np.ndarray) -> bool:
        """Change a panel in place so that fewer people are owed a place or have one too many; say whether it did.

        owed: for each class, places it should still have in the table (negative: has too many); kept up to date.
        An exchange helps when what the two classes are owed differs by more than one place.
        """
        counts, at_home = self._counts(panel)
        changed = False
        while True:
            leaving, entering, gain = self._best(panel, owed, counts, at_home)
            a = int(gain.argmax())
            if gain[a] <= 1 + 1e-6:
                return changed
            self._exchange(panel, leaving[a], entering[a], counts, at_home)
            owed[leaving[a]] += 1
            owed[entering[a]] -= 1
            changed = True

    def _counts(self, panel):
        """How many people of each value, category by category, and how many of each kind of household."""
        counts = [np.bincount(values, weights=panel, minlength=len(least)).astype(np.int64)
                  for values, least, _most in self.categories]  # fmt: skip
        return counts, np.bincount(self.home, weights=panel, minlength=len(self.homes)).astype(np.int64)

    def _best(self, panel, weights, counts, at_home):
        """For every class in the panel: the class that had best replace one of its people, and what that gains."""
        leaving = np.flatnonzero(panel)
        room = panel < self.sizes
        allowed = room & ((at_home < self.homes)[self.home] | (self.home[leaving][:, None] == self.home))
        for (values, least, most), count in zip(self.categories, counts, strict=True):
            may = (count > least)[:, None] & (count < most)
            np.fill_diagonal(may, True)
            allowed &= may[:, values][values[leaving]]
        found = np.where(allowed, weights, -np.inf)
        entering = found.argmax(axis=1)
        return leaving, entering, found[np.arange(len(leaving)), entering] - weights[leaving]

    def _fits(self, panel, i, j, counts, at_home) -> bool:
        """Whether one of class i may still make room for one of class j."""
        at = self.home
        if panel[j] >= self.sizes[j] or (at[i] != at[j] and at_home[at[j]] >= self.homes[at[j]]):
            return False
        return all(
            values[i] == values[j] or (count[values[i]] > least[values[i]] and count[values[j]] < most[values[j]])
            for (values, least, most), count in zip(self.categories, counts, strict=True)
        )

    def _exchange(self, panel, i, j, counts, at_home) -> None:
        panel[i] -= 1
        panel[j] += 1
        at_home[self.home[i]] -= 1
        at_home[self.home[j]] += 1
        for (values, _least, _most), count in zip(self.categories, counts, strict=True):
            count[values[i]] -= 1
            count[values[j]] += 1
