"""Where the user's data lives on this machine. Imports nothing heavy: the window asks before its first page."""

import os
from pathlib import Path


def data_folder() -> Path:
    """`HAKUSHO_DATA`, else the system's folder for user data; not necessarily there yet."""
    named = os.environ.get("HAKUSHO_DATA")
    if named:
        return Path(named)
    from platformdirs import user_data_path  # noqa: PLC0415 - not needed where the folder is named

    return user_data_path("hakusho", appauthor=False)
