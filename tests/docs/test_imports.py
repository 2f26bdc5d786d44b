"""What the import contracts do not say: no module needs itself by way of others."""

from graphlib import TopologicalSorter

import grimp


def test_nothing_is_imported_in_a_circle() -> None:
    graph = grimp.build_graph("bot", "scheduler", "storage", "protocols", "sandbox")
    needs = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    assert list(TopologicalSorter(needs).static_order())  # a CycleError names the circle
