"""Reading CloudFormation: the short forms (`!Sub`) as their long ones."""

from pathlib import Path
from typing import Any

import cfnlint.decode.cfn_yaml
from cfnlint.decode.node import dict_node, list_node

ROOT = Path(__file__).parents[2]
CLOUD = ROOT / "infra" / "cloud"
TEMPLATES = sorted(CLOUD.glob("*.yaml"))


def read(name: str) -> dict[str, Any]:
    """Read a template into plain dictionaries and lists."""
    plain: dict[str, Any] = _plain(cfnlint.decode.cfn_yaml.load(str(CLOUD / f"{name}.yaml")))
    return plain


def of_type(template: dict[str, Any], kind: str) -> dict[str, dict[str, Any]]:
    """Pick the resources of one type; their properties by logical name."""
    return {
        name: resource["Properties"]
        for name, resource in template["Resources"].items()
        if resource["Type"] == kind
    }


def _plain(node: Any) -> Any:
    if isinstance(node, dict | dict_node):
        return {str(key): _plain(value) for key, value in node.items()}
    if isinstance(node, list | list_node):
        return [_plain(value) for value in node]
    return str(node) if isinstance(node, str) else node
