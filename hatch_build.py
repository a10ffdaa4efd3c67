"""The build hook: the page's script and style are bundled before the package is packed or installed for editing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parent))
import hatch_node


class PageBuildHook(BuildHookInterface[Any]):
    """Bundles maps/web into maps/web/built, which git does not hold and every package must."""

    def dependencies(self) -> list[str]:
        """Node as a package, asked for only where the bundle is not there and the machine has no Node of its own."""
        return [] if hatch_node.is_current() or hatch_node.on_path() else [hatch_node.PACKAGE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the bundle; says so and stops the build where it cannot."""
        hatch_node.build()
