"""The values of broadcasts that handlers name."""

from storage.broadcasts import Broadcast, Shape, Stage, Topic

__all__ = ["Broadcast", "Shape", "Stage", "Topic"]
