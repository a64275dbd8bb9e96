"""Spanish as it is written where the money is in dollars: $72,000.50."""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
