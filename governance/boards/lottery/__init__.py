"""The civic lottery: who gets a seat by lot, with the fairest possible chance for everybody.

`pool` sorts applicants into classes of people who are alike; `chances` finds the fairest chances over all
panels that meet the quotas; `table` turns them into 1,000 panels and the file that is published; `redraw`
draws one of them, here or on anybody's own machine. No database, no Django, and no clock but a time limit.

The method is maximin refined to leximin by column generation: Flanigan, Gölz, Gupta, Hennig and Procaccia,
"Fair algorithms for selecting citizens' assemblies", Nature 596 (2021). What is ours: chances belong to
classes and not to people; the bound that proves a chance the greatest possible is usually found without
whole people; and good panels are found by exchanging one person at a time (see `chances`).
"""
