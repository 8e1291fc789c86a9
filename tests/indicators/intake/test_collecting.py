import gc

import pytest

from indicators.intake.collecting import paused_collecting


def test_collecting_goes_on_afterwards_also_after_an_error() -> None:
    def fail() -> None:
        with paused_collecting():
            assert not gc.isenabled()
            raise ValueError("bad")

    with pytest.raises(ValueError, match="bad"):
        fail()

    assert gc.isenabled()


def test_collecting_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with paused_collecting():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
