"""Districts of Xingtai (邢台市): today's codes, and what old codes and names became in 2020."""

from backend.kernel.codes.typed import folded
from backend.kernel.errors import Refusal

CITY_CODE = "130500"

_NAMES = {
    "130502": "襄都区",
    "130503": "信都区",
    "130505": "任泽区",
    "130506": "南和区",
    "130522": "临城县",
    "130523": "内丘县",
    "130524": "柏乡县",
    "130525": "隆尧县",
    "130528": "宁晋县",
    "130529": "巨鹿县",
    "130530": "新河县",
    "130531": "广宗县",
    "130532": "平乡县",
    "130533": "威县",
    "130534": "清河县",
    "130535": "临西县",
    "130571": "邢台经济开发区",
    "130581": "南宫市",
    "130582": "沙河市",
}
# The county of Xingtai was divided between two districts, so only its townships know which.
_RETIRED = {
    "130521": ("邢台县", ("130502", "130503")),
    "130526": ("任县", ("130505",)),
    "130527": ("南和县", ("130506",)),
}
_FORMER_NAMES = {
    "桥东": ("130502",),
    "桥东区": ("130502",),
    "桥西": ("130503",),
    "桥西区": ("130503",),
    "开发区": ("130571",),
    "经济开发区": ("130571",),
}


def check_district(text: str, field: str = "/district_code") -> str:
    """Take one of today's district codes; refuses `district-unknown` {given}."""
    code = folded(text)
    if code not in _NAMES:
        raise Refusal("district-unknown", field=field, given=code)
    return code


def district_name(code: str) -> str:
    """Name a district by its code, retired ones too; the code itself when it is not of the city."""
    retired = _RETIRED.get(code)
    return retired[0] if retired else _NAMES.get(code, code)


def districts_named(text: str) -> tuple[str, ...]:
    """Find today's codes for a code or name, old or new: none, one, or two to ask about."""
    wanted = folded(text).removeprefix("邢台市")
    if wanted in _NAMES:
        return (wanted,)
    if wanted in _RETIRED:
        return _RETIRED[wanted][1]
    return _by_name(wanted)


def resolve_district(text: str, field: str = "/district_code") -> str:
    """Turn an old or new code or name into today's code.

    Refusals in order: `district-unknown` {given}; `district-divided` {name, choices} when the
    place was divided and its township must say which part is meant.
    """
    found = districts_named(text)
    if not found:
        raise Refusal("district-unknown", field=field, given=text)
    if len(found) > 1:
        choices = "、".join(f"{district_name(code)} {code}" for code in found)
        raise Refusal("district-divided", field=field, name=text, choices=choices)
    return found[0]


def _by_name(wanted: str) -> tuple[str, ...]:
    if wanted in _FORMER_NAMES:
        return _FORMER_NAMES[wanted]
    for name, codes in _RETIRED.values():
        if wanted == name:
            return codes
    return tuple(code for code, name in _NAMES.items() if wanted in (name, name[:-1]))
