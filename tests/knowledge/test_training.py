"""What the reader is taught with; the teaching itself needs optional packages."""

from random import Random

from protocols.knowledge.loader import load_entries
from protocols.knowledge.reader import OTHERS
from tests.knowledge.conftest import ITBS
from training.examples import classes, examples
from training.variants import variant

ENTRIES = load_entries(ITBS)


def test_every_example_has_a_right_class() -> None:
    count = len(classes(ENTRIES))
    assert all(example.right and max(example.right) < count for example in examples(ENTRIES, 0))


def test_every_class_has_examples() -> None:
    taught = {place for example in examples(ENTRIES, 0) for place in example.right}
    assert taught == set(range(len(ENTRIES) + len(OTHERS)))


def test_phrasings_teach_their_own_passage() -> None:
    clam = next(number for number, entry in enumerate(ENTRIES) if entry.id == "clam-dose")
    assert [e.wanted for e in examples(ENTRIES, 0) if e.text == "how many clamshells" and not e.voice] == [((clam,),)]


def test_a_variant_leaves_out_swaps_and_mistypes_words_alike_every_time() -> None:
    text = "how many clamshells should I do each week for the outer knee"
    near = {"week": ["fortnight"]}
    made = [variant(text, near, Random(seed)) for seed in range(60)]
    assert made == [variant(text, near, Random(seed)) for seed in range(60)]
    assert any("fortnight" in changed for changed in made)
    assert any(len(changed.split()) < len(text.split()) for changed in made)
    assert any(set(changed.split()) - set(text.split()) - {"fortnight"} for changed in made)


def test_a_text_is_never_emptied() -> None:
    assert all(variant("clams", {}, Random(seed)) for seed in range(40))
