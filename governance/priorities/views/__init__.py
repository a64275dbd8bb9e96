"""How people reach priorities, suggestions, the money of boards and their plans."""
