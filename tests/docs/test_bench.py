import pytest

from benchmarks.__main__ import HERE, names


@pytest.mark.parametrize("name", names())
def test_what_make_bench_runs_is_a_program(name: str) -> None:
    assert 'if __name__ == "__main__":' in (HERE / f"{name}.py").read_text("utf-8")
