"""What several end-to-end tests open: a library that holds the white paper, built once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def library(white_paper: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose library holds the nine files, built by the command line; to be copied."""
    folder = tmp_path_factory.mktemp("built")
    environment = os.environ | {"HAKUSHO_DATA": str(folder)}
    command = [sys.executable, "-m", "index_builder.cli", "build", *map(str, white_paper)]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return folder
