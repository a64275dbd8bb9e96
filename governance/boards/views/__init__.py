"""How a person reaches the boards: public pages, applications, and what a clerk does."""
