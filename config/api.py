"""Open data: everything public, read-only, as JSON. The same querysets as the pages, nothing more.

Each room lists its own things in its api.py; lists are paged by `limit` (at most 200) and `offset`.
"""

from ninja import NinjaAPI

api = NinjaAPI(
    title="Common Table",
    version="1",
    description="Boards, priorities, proposals, votes, answers and the record they leave. Read-only, no key.",
    # The interactive pages load scripts from elsewhere; the description of the data is enough.
    docs_url=None,
    urls_namespace="api",
)
api.add_router("/boards/", "governance.boards.api.router", tags=["boards"])
api.add_router("/lotteries/", "governance.boards.api.lotteries", tags=["boards"])
api.add_router("/priorities/", "governance.priorities.api.router", tags=["priorities"])
api.add_router("/suggestions/", "governance.priorities.api.suggestions", tags=["priorities"])
api.add_router("/purses/", "governance.priorities.api.purses", tags=["priorities"])
api.add_router("/plans/", "governance.priorities.api.plans", tags=["priorities"])
api.add_router("/pots/", "governance.proposals.api.pots", tags=["proposals"])
api.add_router("/proposals/", "governance.proposals.api.router", tags=["proposals"])
api.add_router("/votes/", "governance.voting.api.router", tags=["votes"])
api.add_router("/answers/", "governance.accountability.api.router", tags=["answers"])
api.add_router("/record/", "community.record.api.router", tags=["record"])
