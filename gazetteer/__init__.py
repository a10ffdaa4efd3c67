"""Names to candidate places, offline."""

from gazetteer.place import Level, Place

__all__ = ["Level", "Place"]
