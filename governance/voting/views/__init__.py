"""How a person reaches votes: the list, one vote, a ballot, the result, and the acts around them."""
