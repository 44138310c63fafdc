"""A reaction whose turn has not come: nothing failed, and nothing is done."""


class Later(Exception):
    """What must be over first is not: the sweeper asks again, and nobody is alarmed."""
