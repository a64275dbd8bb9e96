"""Guided fuzzing of everything that reads a file from anywhere: `make fuzz`.

Google's atheris changes the files that a parser reads wherever that leads into lines of it that were not reached
before. Each parser has its bounds: it takes the file, or answers with the one kind of error it has for people.
"""
