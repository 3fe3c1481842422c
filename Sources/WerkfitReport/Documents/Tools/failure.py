"""How a request fails: with a status and one line."""

SOFTWARE = 70
CANNOT_WRITE = 73
CANNOT_READ = 74


class Failure(Exception):
    """A request that cannot be met, with the exit status that says why."""

    def __init__(self, status: int, message: str):
        super().__init__(message)
        self.status = status


def one_line(text: str, limit: int = 400) -> str:
    """The text on one line, cut where it becomes longer than anyone reads."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
