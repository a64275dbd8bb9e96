"""Who may read which open data: the rest of the table, in the same columns."""

OPEN_DATA = """
# Open data: the same for everybody
api:openapi-json        GET   -                      200   200   200   200   200   200   200   200   200
api:api-root            GET   -                      404   404   404   404   404   404   404   404   404
api:boards              GET   -                      200   200   200   200   200   200   200   200   200
api:board               GET   east.board             200   200   200   200   200   200   200   200   200
api:board               GET   west.board             200   200   200   200   200   200   200   200   200
api:charters            GET   east.board             200   200   200   200   200   200   200   200   200
api:charters            GET   west.board             200   200   200   200   200   200   200   200   200
api:lotteries           GET   -                      200   200   200   200   200   200   200   200   200
api:lottery             GET   lottery                200   200   200   200   200   200   200   200   200
api:priorities          GET   -                      200   200   200   200   200   200   200   200   200
api:priority            GET   east.adopted           200   200   200   200   200   200   200   200   200
api:priority            GET   east.draft             404   404   404   404   404   404   404   404   404
api:priority            GET   west.adopted           200   200   200   200   200   200   200   200   200
api:suggestions         GET   -                      200   200   200   200   200   200   200   200   200
api:proposals           GET   -                      200   200   200   200   200   200   200   200   200
api:proposal            GET   east.sent              200   200   200   200   200   200   200   200   200
api:proposal            GET   east.written           404   404   404   404   404   404   404   404   404
api:pots                GET   -                      200   200   200   200   200   200   200   200   200
api:purses              GET   -                      200   200   200   200   200   200   200   200   200
api:plans               GET   -                      200   200   200   200   200   200   200   200   200
api:proposal            GET   west.sent              200   200   200   200   200   200   200   200   200
api:votes               GET   -                      200   200   200   200   200   200   200   200   200
api:vote                GET   east.open              200   200   200   200   200   200   200   200   200
api:vote                GET   east.secret            200   200   200   200   200   200   200   200   200
api:vote                GET   west.certified         200   200   200   200   200   200   200   200   200
api:answers             GET   -                      200   200   200   200   200   200   200   200   200
api:entries             GET   -                      200   200   200   200   200   200   200   200   200
api:entry               GET   entry                  200   200   200   200   200   200   200   200   200
api:entry               GET   private_entry          404   404   404   404   404   404   404   404   404
"""
