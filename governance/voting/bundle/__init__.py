"""A certified vote as plain files that anyone can count again at home: `writer` makes them, `verify` is one of them.

Neither knows Django or a database. What a bundle shows and what it cannot is said in `verify`.
"""
