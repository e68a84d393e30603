"""Shared by all tests: the option that lets goldens change."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens", action="store_true", help="write fixtures/*/*/golden.json from what extract() says now"
    )
