"""Shared by all tests: the option that lets goldens change, and that compiled modules are those of the sources."""

import pytest

import native


def pytest_configure() -> None:
    try:
        native.check()
    except native.StaleError as error:
        raise pytest.UsageError(str(error)) from None


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens", action="store_true", help="write fixtures/*/*/golden.json from what extract() says now"
    )
