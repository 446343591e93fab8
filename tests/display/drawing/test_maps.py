"""Maps: as precise and as sure as it is told, of the region that it is told of."""

import pytest

from detente.display.drawing.drawing import Drawing
from detente.display.drawing.drawn import draw_picture
from detente.display.drawing.maps.ground import ground_of
from detente.display.drawing.maps.incidents import incident_map
from detente.display.drawing.maps.labels import Named, placed
from detente.display.drawing.maps.spots import Spot, places_of
from detente.display.drawing.maps.view import view_of
from detente.registry.ceasefires.sectors import sector_of
from display.drawing.made import rows_of, sheet, texts_in

AGHDAM = Spot(
    row="0", name="Aghdam / Akna", lon=46.93, lat=39.99, within_km=5, certainty="claimed", href="/incidents/a"
)
AGAIN = Spot(row="1", name="Aghdam / Akna", lon=46.93, lat=39.99, within_km=5, certainty="told", href="/incidents/b")
DISTRICT = Spot(row="2", name="Kalbajar / Karvachar", lon=46.04, lat=40.1, within_km=30, is_area=True)
DOUBTED = Spot(row="3", name="Shusha / Shushi", lon=46.75, lat=39.76, within_km=5, certainty="unsure", doubt=True)
SECTOR = Spot(
    row="4", name="3-6 km south-east of Fuzuli", lon=47.14, lat=39.6,
    geometry=sector_of(39.6, 47.14, bearing=135, width=22.5, near_km=3, far_km=6),
)  # fmt: skip
SUVA = Spot(row="0", name="Suva", lon=178.4, lat=-18.1, within_km=20)
APIA = Spot(row="1", name="Apia", lon=-171.8, lat=-13.8, within_km=20)


def drawn(*spots: Spot, rows: int = 6, **more: object) -> Drawing:
    made = sheet(("who",), [("x",)] * rows)
    return incident_map(made, spots, id="map", title="Incidents", **more)  # type: ignore[arg-type]


def test_a_place_is_drawn_once_as_the_surest_of_it_with_its_number() -> None:
    (mark,) = rows_of(drawn(AGHDAM, AGAIN, place_href=lambda _: "/map?place=x").draw(640), "table")
    assert (mark["label"], mark["n"], mark["href"]) == ("Aghdam / Akna · 2", 2, "/map?place=x")
    assert mark["fill"] == "var(--mark)"
    (single,) = rows_of(drawn(AGHDAM).draw(640), "table")
    assert (single["href"], single["fill"]) == ("/incidents/a", "var(--paper)")


def test_an_area_is_no_point() -> None:
    spec = drawn(DISTRICT, AGHDAM).draw(640)
    assert [one["label"] for one in rows_of(spec, "table")] == ["Aghdam / Akna"]
    (ring,) = [one for one in rows_of(spec, "rings") if one["is_area"]]
    view = view_of([DISTRICT, AGHDAM], 640, 560)
    assert ring["ring"] == pytest.approx(view.pixels(30, 40.1), abs=0.1)


def test_a_ring_is_as_wide_as_the_place_may_lie_off() -> None:
    spec = drawn(AGHDAM, DOUBTED).draw(1040)
    view = view_of([AGHDAM, DOUBTED], 1040, 560)
    east, north = view.xy(AGHDAM.lon, AGHDAM.lat + 5 / 111.195)
    at = view.xy(AGHDAM.lon, AGHDAM.lat)
    assert at[0] == pytest.approx(east)
    ring = next(one for one in rows_of(spec, "rings") if one["label"] == "Aghdam / Akna")
    assert ring["ring"] == pytest.approx(at[1] - north, abs=0.2)


def test_a_sector_is_a_sector_and_what_is_in_doubt_has_a_ring_of_its_own() -> None:
    spec = drawn(SECTOR, DOUBTED).draw(640)
    (area,) = rows_of(spec, "areas")
    assert area["area"].startswith("M")
    assert area["area"].endswith("Z")
    assert (
        [one["label"] for one in rows_of(spec, "table")]
        == ["Shusha / Shushi"]
        == [one["label"] for one in rows_of(spec, "doubts")]
    )


def test_what_has_no_place_is_in_the_table_alone_and_that_is_said() -> None:
    made = drawn(AGHDAM, AGAIN, rows=5)
    assert "3 rows without a point or area are in the table alone" in made.reading
    assert "2 of 5" in made.told
    assert drawn(rows=2).told == "Incidents: no point or area is known of any."
    assert drawn(AGHDAM, rows=1).told == "Incidents: Aghdam / Akna."


def test_only_the_region_of_the_spots_is_shown() -> None:
    west, south, east, north = view_of([AGHDAM, DISTRICT], 640, 560).box
    assert 44 < west < AGHDAM.lon < east < 50
    assert 38 < south < AGHDAM.lat < north < 42


def test_a_map_reaches_across_the_meridian_of_180_degrees() -> None:
    view = view_of([SUVA, APIA], 640, 560)
    west, _, east, _ = view.box
    assert east - west < 30
    left, right = view.xy(SUVA.lon, SUVA.lat), view.xy(APIA.lon, APIA.lat)
    assert 0 < left[0] < right[0] < 640
    assert "Fiji" in texts_in(draw_picture(drawn(SUVA, APIA), "middle"))


def test_disputed_borders_are_apart_from_others() -> None:
    spec = drawn(AGHDAM, DISTRICT).draw(640)
    lines = rows_of(spec, "ground")
    dashed = [one for one in lines if one["dash"] == [4, 3]]
    assert [bool(one["path"]) for one in dashed] == [True]
    assert ground_of(view_of([SUVA, APIA], 640, 560)).disputed == ""


def test_countries_are_called_by_the_convention_of_the_desk() -> None:
    told = texts_in(draw_picture(drawn(AGHDAM, DISTRICT, names={"AZE": "Azərbaycan"}), "wide"))
    assert "Azərbaycan" in told
    assert "Azerbaijan" not in told


def test_the_scale_bar_is_as_long_as_it_says() -> None:
    (bar,) = rows_of(drawn(AGHDAM, DISTRICT).draw(640), "bar")
    view = view_of([AGHDAM, DISTRICT], 640, 560)
    assert bar["width"] == pytest.approx(view.pixels(float(bar["text"].split()[0]), view.middle_lat), abs=0.1)


def test_no_name_lies_over_another_or_out_of_the_picture() -> None:
    names = [Named(text=f"place {n}", x=100 + n, y=50, size=4) for n in range(30)]
    found = list(placed(names, (), 200, 100))
    assert 1 < len(found) < 30
    for n, one in enumerate(found):
        assert 0 <= one.x <= 200
        assert all(abs(one.y - other.y) >= 18 or abs(one.x - other.x) >= 50 for other in found[n + 1 :])


def test_hostile_names_stay_text_and_lead_nowhere_else() -> None:
    bad = Spot(row="0", name="<script>x</script>\u202e", lon=46, lat=40, href="//evil.example/x", words="<b>")
    svg = draw_picture(drawn(bad), "middle")
    assert "<script" not in svg
    assert "evil.example" not in svg
    assert "\u202e" not in svg


def test_spots_with_outlines_stand_by_themselves() -> None:
    assert len(places_of([SECTOR, SECTOR, AGHDAM, AGAIN])) == 2
    assert len(places_of([SECTOR, AGHDAM])) == 2


def test_the_earth_is_drawn_where_nothing_is_told() -> None:
    view = view_of([], 640, 560)
    assert len(ground_of(view).land) > 10_000
    assert ground_of(view) is ground_of(view_of([], 640, 560)), "what was worked out is kept"
