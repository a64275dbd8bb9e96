"""How people reach proposals, and votes on many at once."""
