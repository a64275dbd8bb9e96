"""Who may open which address, and who may do what there.

One line is one address, asked about one thing, by each of nine people:

    visitor        nobody in particular, not signed in
    resident       lives here; wrote the proposals and suggestions
    applicant      has applied for a seat on the Eastbank board
    member         holds a seat on the Eastbank board
    neighbour      holds a seat on the Westside board
    clerk          keeps the Eastbank board
    staff          drafts priorities for the fund
    reviewer       reviews them for the fund, and answers for it
    administrator  runs the installation

What they get: 200 a page, 302 the act is done (the page after it), in: the way to sign in, 201 or 204 done,
404 nothing is there as far as they can tell, 403 not theirs, 409 refused with reason and clause.

`east` and `west` are the two boards of tests/town.py. Things whose name begins with `draft`, and the
room `closed`, are not public.
"""

ROLES = ["visitor", "resident", "applicant", "member", "neighbour", "clerk", "staff", "reviewer", "administrator"]

TABLE = """
# address                how   about                vis   res   app   mem   nei   cle   sta   rev   adm
# The house
home                    GET   -                      200   200   200   200   200   200   200   200   200
health                  GET   -                      200   200   200   200   200   200   200   200   200

# The record
record                  GET   -                      200   200   200   200   200   200   200   200   200

# Boards, seats and applications
boards                  GET   -                      200   200   200   200   200   200   200   200   200
board                   GET   east.board             200   200   200   200   200   200   200   200   200
board                   GET   west.board             200   200   200   200   200   200   200   200   200
board_applying          GET   east.board             200   200   200   200   200   200   200   200   200
board_applying          GET   west.board             200   200   200   200   200   200   200   200   200
board_application_code    GET   east.board           200   200   200   200   200   200   200   200   200
board_application_code    POST  east.board           302   302   302   302   302   302   302   302   302
board_application_code    POST  west.board           302   302   302   302   302   302   302   302   302
board_application_step    GET   east.board           302   200   302   302   302   302   302   302   302
board_application_step    GET   west.board           302   302   302   302   302   302   302   302   302
board_application_step    POST  east.board           302   302   409   409   302   302   409   409   409
board_application_step    POST  west.board           302   302   302   302   409   302   409   409   409
board_application_check   GET   east.board           302   200   302   302   302   302   302   302   302
board_application_check   POST  east.board           404   302   409   404   404   404   404   404   404
board_application_check   POST  west.board           404   404   404   404   404   404   404   404   404
board_application         GET   east.application     404   404   200   404   404   404   404   404   404
board_application         GET   west.application     404   404   404   404   404   404   404   404   404
board_application         GET   east.begun           404   404   404   404   404   404   404   404   404
board_application_back    POST  east.application     404   404   302   404   404   404   404   404   404
board_application_back    POST  west.application     404   404   404   404   404   404   404   404   404
board_application_deferral POST east.pooled          404   404   302   404   404   404   404   404   404
board_application_deferral POST east.application     404   404   409   404   404   404   404   404   404
board_application_deferral POST west.pooled          404   404   404   404   404   404   404   404   404
board_application_leaving POST  east.application     404   404   302   404   404   404   404   404   404
board_application_leaving POST  west.application     404   404   404   404   404   404   404   404   404
board_applicant         GET   east.application       404   404   302   200   404   200   404   404   404
board_applicant         GET   west.application       404   404   404   404   200   404   404   404   404
board_applicant         GET   east.begun             404   302   404   404   404   404   404   404   404
board_applicant         GET   east.pooled            404   404   302   200   404   200   404   404   404
board_review            POST  east.application       404   404   409   302   404   409   404   404   404
board_review            POST  east.pooled            404   404   409   409   404   409   404   404   404
board_review            POST  west.application       404   404   404   404   302   404   404   404   404
board_applicant_words   POST  east.phoned            404   404   404   409   404   302   404   404   404
board_applicant_words   POST  west.phoned            404   404   404   404   409   404   404   404   404
charter                 GET   east.board             200   200   200   200   200   200   200   200   200
charter                 GET   west.board             200   200   200   200   200   200   200   200   200
charter_version         GET   east.charter           200   200   200   200   200   200   200   200   200
charter_version         GET   west.charter           200   200   200   200   200   200   200   200   200
amendment               GET   east.amendment         200   200   200   200   200   200   200   200   200
amendment               GET   west.amendment         200   200   200   200   200   200   200   200   200
amending                GET   east.board              in   200   200   200   200   200   200   200   200
amending                GET   west.board              in   200   200   200   200   200   200   200   200
amending                POST  east.board              in   409   409   302   409   302   409   409   409
amending                POST  west.board              in   409   409   409   302   409   409   409   409
board_applications      GET   east.board             403   403   403   200   403   200   403   403   403
board_applications      GET   west.board             403   403   403   403   200   403   403   403   403
board_seating           POST  east.application       403   403   403   403   403   302   403   403   403
board_seating           POST  west.application       403   403   403   403   403   403   403   403   403
board_calls             GET   east.board             403   403   403   403   403   200   403   403   403
board_calls             GET   west.board             403   403   403   403   403   403   403   403   403
board_calls             POST  east.board             403   403   403   403   403   302   403   403   403
board_calls             POST  west.board             403   403   403   403   403   403   403   403   403
board_balance           GET   east.board             200   200   200   200   200   200   200   200   200
board_balance           GET   west.board             200   200   200   200   200   200   200   200   200
board_term_end          GET   east.term              403   403   403   403   403   200   403   403   403
board_term_end          GET   west.term              403   403   403   403   403   403   403   403   403
board_term_end          POST  east.term              403   403   403   403   403   302   403   403   403
board_term_end          POST  west.term              403   403   403   403   403   403   403   403   403
board_term_end          GET   east.own               403   403   403   200   403   200   403   403   403
board_term_end          POST  east.own               403   403   403   302   403   302   403   403   403
removal                 GET   east.term               in   200   200   200   200   200   200   200   200
removal                 GET   west.term               in   200   200   200   200   200   200   200   200
removal                 POST  east.term               in   409   409   302   409   409   409   409   409
removal                 POST  west.term               in   409   409   409   302   409   409   409   409
removal                 POST  east.own                in   409   409   409   409   409   409   409   409
handover                GET   east.board              in   403   403   403   403   200   403   200   200
handover                GET   west.board              in   403   403   403   403   403   403   200   200
handover                POST  east.board              in   403   403   403   403   302   403   403   302
handover                POST  west.board              in   403   403   403   403   403   403   403   302
handed_over             GET   east.handed            200   200   200   200   200   200   200   200   200
board_card              GET   east.seated            403   403   403   403   403   200   403   403   403
board_card              GET   west.seated            403   403   403   403   403   403   403   403   403
board_card              POST  east.seated            403   403   403   403   403   302   403   403   403
board_card              POST  west.seated            403   403   403   403   403   403   403   403   403
board_first_steps       GET   east.term              403   403   403   403   403   200   403   403   403
board_first_steps       GET   west.term              403   403   403   403   403   403   403   403   403
board_first_steps       GET   east.own               403   403   403   200   403   200   403   403   403
board_first_steps       POST  east.own               403   403   403   302   403   409   403   403   403
board_first_steps       POST  west.own               403   403   403   403   302   403   403   403   403
board_pay               GET   east.board             403   403   403   200   403   200   403   403   403
board_pay               GET   west.board             403   403   403   403   200   403   403   403   403
board_pay               POST  east.board             403   403   403   302   403   409   403   403   403
board_pay               POST  west.board             403   403   403   403   302   403   403   403   403

# Alternates: named by the clerk; anybody sees them on the board's page
board_alternates        GET   east.board             403   403   403   403   403   200   403   403   403
board_alternates        GET   west.board             403   403   403   403   403   403   403   403   403
board_alternates        POST  east.board             403   403   403   403   403   302   403   403   403
board_alternates        POST  west.board             403   403   403   403   403   403   403   403   403
naming                  GET   east.naming            200   200   200   200   200   200   200   200   200
naming                  GET   west.naming            200   200   200   200   200   200   200   200   200
board_alternate_end     POST  east.alternate          in   403   403   403   403   302   403   403   403
board_alternate_end     POST  west.alternate          in   403   403   403   403   403   403   403   403
# Lotteries: `raffle` a closed call; `drafted`, `settled`, `silent` (published, late) and `sourced` its stages
lotteries               GET   east.board             200   200   200   200   200   200   200   200   200
lotteries               GET   west.board             200   200   200   200   200   200   200   200   200
lottery                 GET   east.drafted           200   200   200   200   200   200   200   200   200
lottery                 GET   east.settled           200   200   200   200   200   200   200   200   200
lottery                 GET   east.silent            200   200   200   200   200   200   200   200   200
lottery                 GET   east.sourced           200   200   200   200   200   200   200   200   200
lottery                 GET   west.silent            200   200   200   200   200   200   200   200   200
lottery_file            GET   east.drafted           404   404   404   404   404   404   404   404   404
lottery_file            GET   east.silent            200   200   200   200   200   200   200   200   200
lottery_file            GET   west.sourced           200   200   200   200   200   200   200   200   200
lottery_script          GET   -                      200   200   200   200   200   200   200   200   200
lottery_preparation     POST  east.raffle             in   409   409   409   409   302   409   409   409
lottery_preparation     POST  west.raffle             in   409   409   409   409   409   409   409   409
lottery_commitment      POST  east.drafted            in   409   409   302   409   302   302   302   302
lottery_commitment      POST  west.drafted            in   409   409   409   302   409   302   302   302
lottery_commitment      POST  east.settled            in   409   409   409   409   409   302   302   302
lottery_source          POST  east.drafted            in   409   409   409   409   302   409   409   409
lottery_source          POST  west.drafted            in   409   409   409   409   409   409   409   409
lottery_chances         POST  east.drafted            in   409   409   409   409   409   409   409   409
lottery_chances         POST  east.settled            in   409   409   409   409   302   409   409   409
lottery_chances         POST  west.settled            in   409   409   409   409   409   409   409   409
lottery_secret          POST  east.silent             in   409   409   302   409   409   409   409   409
lottery_secret          POST  west.silent             in   409   409   409   302   409   409   409   409
lottery_said            POST  east.sourced            in   409   409   409   409   302   409   409   409
lottery_said            POST  west.sourced            in   409   409   409   409   409   409   409   409
lottery_stop            POST  east.settled            in   409   409   409   409   302   409   409   409
lottery_stop            POST  west.settled            in   409   409   409   409   409   409   409   409
lottery_silence         POST  east.silent             in   409   409   409   409   302   409   409   409
lottery_silence         POST  west.silent             in   409   409   409   409   409   409   409   409

# Votes, ballots and results. While a vote is open, nobody has a result
votes                   GET   -                      200   200   200   200   200   200   200   200   200
votes                   POST  -                       in   409   409   302   409   409   409   409   409
vote                    GET   east.moved             200   200   200   200   200   200   200   200   200
vote                    GET   east.called            200   200   200   200   200   200   200   200   200
vote                    GET   east.open              200   200   200   200   200   200   200   200   200
vote                    GET   east.secret            200   200   200   200   200   200   200   200   200
vote                    GET   east.certified         200   200   200   200   200   200   200   200   200
vote                    GET   west.open              200   200   200   200   200   200   200   200   200
motions                 GET   east.board              in   200   200   200   200   200   200   200   200
motions                 GET   west.board              in   200   200   200   200   200   200   200   200
motions                 POST  east.board              in   409   409   302   409   409   409   409   409
motions                 POST  west.board              in   409   409   409   302   409   409   409   409
questions               GET   east.board              in   200   200   200   200   200   200   200   200
questions               GET   west.board              in   200   200   200   200   200   200   200   200
questions               POST  east.board              in   409   409   302   409   409   409   409   409
questions               POST  west.board              in   409   409   409   302   409   409   409   409
seconding               POST  east.moved              in   409   409   302   409   409   409   409   409
seconding               POST  west.moved              in   409   409   409   302   409   409   409   409
times                   POST  east.called             in   409   409   409   409   302   409   409   409
times                   POST  west.called             in   409   409   409   409   409   409   409   409
times                   POST  east.open               in   409   409   409   409   409   409   409   409
extensions              POST  east.open               in   409   409   302   409   302   409   409   409
extensions              POST  west.open               in   409   409   409   302   409   409   409   409
extensions              POST  east.certified          in   409   409   409   409   409   409   409   409
extension_agreement     POST  east.more_time          in   409   409   302   409   409   409   409   409
extension_agreement     POST  west.more_time          in   409   409   409   302   409   409   409   409
vote_rules              GET   east.open              200   200   200   200   200   200   200   200   200
vote_rules              GET   east.called            404   404   404   404   404   404   404   404   404
ballot                  GET   east.open               in   200   200   200   200   200   200   200   200
ballot                  GET   west.open               in   200   200   200   200   200   200   200   200
ballot                  POST  east.open              403   409   409   201   409   409   409   409   409
ballot                  POST  west.open              403   409   409   409   201   409   409   409   409
ballot                  POST  east.certified         403   409   409   409   409   409   409   409   409
ballot                  POST  east.called            403   409   409   409   409   409   409   409   409
receipts                GET   -                      200   200   200   200   200   200   200   200   200
receipts                POST  -                      200   200   200   200   200   200   200   200   200
result                  GET   east.open              200   200   200   200   200   200   200   200   200
result                  GET   east.secret            200   200   200   200   200   200   200   200   200
result                  GET   east.certified         200   200   200   200   200   200   200   200   200
result                  GET   west.certified         200   200   200   200   200   200   200   200   200
vote_rules              GET   west.certified         200   200   200   200   200   200   200   200   200
vote_count              GET   east.open              404   404   404   404   404   404   404   404   404
vote_count              GET   east.certified         200   200   200   200   200   200   200   200   200
vote_count              GET   west.certified         200   200   200   200   200   200   200   200   200
vote_count_file         GET   east.count_file        200   200   200   200   200   200   200   200   200
vote_count_file         GET   west.count_file        200   200   200   200   200   200   200   200   200
vote_scrutiny           GET   east.hushed             in   409   409   200   409   409   409   409   409
vote_scrutiny           GET   west.hushed             in   409   409   409   200   409   409   409   409
vote_scrutiny           GET   east.certified          in   404   404   404   404   404   404   404   404
vote_scrutiny_file      GET   east.hushed             in   409   409   200   409   409   409   409   409
vote_scrutiny_file      GET   west.hushed             in   409   409   409   200   409   409   409   409
queries                 POST  east.certified          in   302   302   302   302   302   302   302   302
queries                 POST  west.certified          in   302   302   302   302   302   302   302   302
queries                 POST  east.open               in   409   409   409   409   409   409   409   409
query_answer            POST  east.query              in   409   409   409   409   302   409   409   409
query_answer            POST  west.query              in   409   409   409   409   409   409   409   409

# How close a member is to an item: said in public by members and alternates of its board
closeness               GET   east.sent               in   200   200   200   200   200   200   200   200
closeness               GET   west.sent               in   200   200   200   200   200   200   200   200
closeness               GET   east.written            in   200   404   404   404   404   404   404   404
closeness               POST  east.sent               in   409   409   302   409   409   409   409   409
closeness               POST  west.sent               in   409   409   409   302   409   409   409   409
closeness               POST  east.passed             in   409   409   409   409   409   409   409   409

# Priorities and suggestions
priorities              GET   -                      200   200   200   200   200   200   200   200   200
priority                GET   east.adopted           200   200   200   200   200   200   200   200   200
priority                GET   east.waiting           200   200   200   200   200   200   200   200   200
priority                GET   east.draft             404   404   404   404   404   404   200   200   200
priority                GET   west.adopted           200   200   200   200   200   200   200   200   200
priority                GET   west.draft             404   404   404   404   404   404   200   200   200
suggestions             GET   -                      200   200   200   200   200   200   200   200   200
suggesting              GET   -                      200   200   200   200   200   200   200   200   200
suggesting              POST  -                       in   302   302   302   302   302   302   302   302
suggestion              GET   east.suggestion        200   200   200   200   200   200   200   200   200
suggestion              GET   west.suggestion        200   200   200   200   200   200   200   200   200
suggestion_backing      POST  east.suggestion         in   409   409   302   409   409   409   409   409
suggestion_backing      POST  west.suggestion         in   409   409   409   302   409   409   409   409

# The money of a board and its plans: `plan` is in force, `making` is being made
board_money             GET   east.board             200   200   200   200   200   200   200   200   200
board_money             GET   west.board             200   200   200   200   200   200   200   200   200
board_plan              GET   east.board             200   200   200   200   200   200   200   200   200
board_plan              GET   west.board             200   200   200   200   200   200   200   200   200
board_plan              POST  east.board              in   409   409   302   409   302   409   409   409
board_plan              POST  west.board              in   409   409   409   302   409   409   409   409
plan                    GET   east.plan              200   200   200   200   200   200   200   200   200
plan                    GET   east.making            200   200   200   200   200   200   200   200   200
plan                    GET   west.plan              200   200   200   200   200   200   200   200   200

# Many proposals under one sum
pot_asking              GET   east.adopted            in   200   200   200   200   200   200   200   200
pot_asking              GET   west.adopted            in   200   200   200   200   200   200   200   200
pot_asking              GET   east.draft              in   404   404   404   404   404   404   404   404
pot_asking              POST  east.adopted            in   409   409   302   409   409   409   409   409
pot_asking              POST  west.adopted            in   409   409   409   302   409   409   409   409
pot                     GET   east.pot               200   200   200   200   200   200   200   200   200
pot                     GET   west.pot               200   200   200   200   200   200   200   200   200

# Proposals. `written` is a draft: its author's alone
proposals               GET   -                      200   200   200   200   200   200   200   200   200
proposal                GET   east.sent              200   200   200   200   200   200   200   200   200
proposal                GET   east.written           404   200   404   404   404   404   404   404   404
proposal                GET   west.sent              200   200   200   200   200   200   200   200   200
proposal                GET   west.written           404   404   404   404   404   404   404   404   404
proposing               GET   east.adopted            in   200   200   200   200   200   200   200   200
proposing               GET   east.draft              in   404   404   404   404   404   200   200   200
proposing               POST  east.adopted            in   302   302   302   302   302   302   302   302
proposing               POST  west.adopted            in   302   302   302   302   302   302   302   302
proposing               POST  east.waiting            in   409   409   409   409   409   409   409   409
proposing               POST  east.draft              in   404   404   404   404   404   409   409   409
proposal_version        GET   east.sent               in   200   200   200   200   200   200   200   200
proposal_version        POST  east.sent               in   302   409   409   409   409   409   409   409
proposal_version        POST  east.written            in   302   404   404   404   404   404   404   404
proposal_version        POST  east.passed             in   409   409   409   409   409   409   409   409
proposal_version        POST  west.sent               in   409   409   409   409   409   409   409   409
proposal_version        POST  west.written            in   404   404   404   404   404   404   404   404
proposal_sending        POST  east.written            in   302   404   404   404   404   404   404   404
proposal_sending        POST  west.written            in   404   404   404   404   404   404   404   404
proposal_withdrawal     POST  east.sent               in   302   409   409   409   409   409   409   409
proposal_withdrawal     POST  east.written            in   409   404   404   404   404   404   404   404
proposal_withdrawal     POST  west.sent               in   409   409   409   409   409   409   409   409
proposal_withdrawal     POST  west.written            in   404   404   404   404   404   404   404   404

# What the fund owes
answers                 GET   -                      200   200   200   200   200   200   200   200   200
answer                  GET   east.certified          in   403   403   403   403   403   200   200   200
answer                  GET   west.certified          in   403   403   403   403   403   200   200   200
answer                  GET   east.open               in   404   404   404   404   404   404   404   404
answer_to_one           GET   east.won                in   403   403   403   403   403   200   200   200
answer_to_one           GET   west.won                in   403   403   403   403   403   200   200   200
answer_to_one           POST  east.won                in   403   403   403   403   403   302   302   302
answer_to_one           POST  west.won                in   403   403   403   403   403   302   302   302
answer                  GET   east.shared             in   404   404   404   404   404   404   404   404
answer                  POST  east.certified          in   403   403   403   403   403   302   302   302
answer                  POST  west.certified          in   403   403   403   403   403   302   302   302

# Rooms. In a board's room its members write; in the room of a proposal (`talk`) anyone signed in
room                    GET   east.room              200   200   200   200   200   200   200   200   200
room                    GET   west.room              200   200   200   200   200   200   200   200   200
room                    GET   east.closed            404   404   404   200   404   404   404   404   404
room                    GET   east.talk              200   200   200   200   200   200   200   200   200
room_messages           GET   east.room              200   200   200   200   200   200   200   200   200
room_messages           GET   east.closed            404   404   404   200   404   404   404   404   404
room_messages           POST  east.room              409   409   409   302   409   302   409   302   409
room_messages           POST  west.room              409   409   409   409   302   409   409   302   409
room_messages           POST  east.closed            404   404   404   302   404   404   404   404   404
room_messages           POST  east.talk              409   302   302   302   302   302   302   302   302
room_messages           POST  west.talk              409   302   302   302   302   302   302   302   302
room_message_hidden     GET   east.message           403   403   403   403   403   200   403   403   403
room_message_hidden     POST  east.message           403   403   403   403   403   302   403   403   403
room_message_hidden     POST  west.message           403   403   403   403   403   403   403   403   403
room_message_hidden     GET   east.said              403   403   403   403   403   403   200   200   200
room_message_hidden     POST  east.said              403   403   403   403   403   403   302   302   302
room_message_hidden     POST  west.said              403   403   403   403   403   403   302   302   302

# My own pages, and what others see of me
me                      GET   -                       in   200   200   200   200   200   200   200   200
my_place                GET   -                       in   200   200   200   200   200   200   200   200
my_place                POST  -                       in   302   302   302   302   302   302   302   302
my_communities          GET   -                       in   200   200   200   200   200   200   200   200
my_communities          POST  -                       in   302   302   302   302   302   302   302   302
my_details              GET   -                       in   200   200   200   200   200   200   200   200
my_details              POST  -                       in   302   302   302   302   302   302   302   302
my_way_in               GET   -                       in   200   200   200   200   200   200   200   200
ties                    GET   -                       in   200   200   200   200   200   200   200   200
ties                    POST  -                       in   302   302   302   302   302   302   302   302
tie_end                 POST  tie                     in   404   404   302   404   404   404   404   404
my_news                 GET   -                       in   200   200   200   200   200   200   200   200
my_news                 POST  -                       in   302   302   302   302   302   302   302   302
draft                   POST  proposal               403   204   204   204   204   204   204   204   204
person                  GET   member                 200   200   200   200   200   200   200   200   200
person                  GET   neighbour              200   200   200   200   200   200   200   200   200
person                  GET   silent                 404   404   404   404   404   404   404   404   404
person                  GET   resident               200   200   200   200   200   200   200   200   200

# The demonstration: not there unless DEMO is set
demo                    GET   -                      404   404   404   404   404   404   404   404   404
demo_session            POST  -                      404   404   404   404   404   404   404   404   404
demo_ballots            POST  -                      404   404   404   404   404   404   404   404   404
demo_mail               GET   -                      404   404   404   404   404   404   404   404   404
"""
