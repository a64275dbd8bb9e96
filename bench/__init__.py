"""`make bench`: what a page, a ballot and a live message cost, beside what the machine can do at best."""
