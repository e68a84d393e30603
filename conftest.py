"""Shared by all tests: compiled modules are those of the sources."""

import pytest

import native


def pytest_configure() -> None:
    try:
        native.check()
    except native.StaleError as error:
        raise pytest.UsageError(str(error)) from None
