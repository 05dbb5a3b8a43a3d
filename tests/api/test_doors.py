"""What all of /api/v1/ has in common: who comes in, in what words it refuses, and what its document promises."""

import pytest
from django.core.management import call_command

from tests import factories as f

LISTS = [
    *("plans", "tasks", "agencies", "indicators", "measurements", "rounds", "submissions", "consolidations"),
    "follow-ups",
]
EVERYWHERE = [
    "",
    *(f"{name}/" for name in LISTS),
    "plans/ke-hoach-thu/",
    "indicators/2.1.1/verdict/",
    "schema/",
    "khong-co/",
]


@pytest.mark.parametrize("path", EVERYWHERE)
def test_a_visitor_is_asked_to_sign_in_and_a_stranger_finds_nothing(world, round_, ask, path):
    visitor, stranger = ask(None, path), ask(world.lan, path)

    assert (visitor.status_code, visitor.json()) == (403, {"detail": "Hãy đăng nhập trước khi đọc dữ liệu này."})
    assert (stranger.status_code, stranger.json()) == (
        404,
        {"detail": "Không tìm thấy dữ liệu này, hoặc bạn không được xem."},
    )


@pytest.mark.parametrize("path", ["", *(f"{name}/" for name in LISTS)])
def test_everybody_with_a_role_comes_in(world, round_, ask, path):
    for who in (world.an, world.binh, world.cuc, world.dung, world.giang, world.ha, world.khoa):
        assert ask(who, path).status_code == 200


def test_the_root_names_every_list(world, ask):
    assert list(ask(world.an, "").json()) == LISTS


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("key", ["0", "2999", "khong-co", "99999999999999999999", "%00", "a'b", "%E1%BA%A1"])
def test_what_is_not_there_is_said_in_json(world, ask, name, key):
    answer = ask(world.an, f"{name}/{key}/")

    assert answer.status_code == 404
    assert answer.json() == {"detail": "Không tìm thấy dữ liệu này, hoặc bạn không được xem."}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(world, client, method):
    client.force_login(world.khoa)

    answer = getattr(client, method)("/api/v1/plans/ke-hoach-thu/")

    assert (answer.status_code, list(answer.json())) == (405, ["detail"])


@pytest.mark.parametrize(
    ("path", "query", "field"),
    [
        ("tasks/", {"on": "23/11/2026"}, "on"),
        ("tasks/1.1/", {"on": "nay"}, "on"),
        ("tasks/", {"duty": "boss"}, "duty"),
        ("tasks/", {"plan": "\0"}, "plan"),
        ("tasks/1.1/", {"plan": "\0"}, "plan"),
        ("agencies/", {"on": "2026-02-30"}, "on"),
        ("agencies/", {"level": "planet"}, "level"),
        ("indicators/", {"kind": "x"}, "kind"),
        ("measurements/", {"year": "nay"}, "year"),
        ("measurements/", {"year": "1e9999999"}, "year"),
        ("measurements/", {"revisions": "none"}, "revisions"),
        ("submissions/", {"state": "lost"}, "state"),
        ("consolidations/", {"state": "lost"}, "state"),
    ],
)
def test_a_bad_parameter_is_refused_by_its_name(world, ask, path, query, field):
    refused = ask(world.an, path, **query)

    assert (refused.status_code, list(refused.json())) == (400, [field])
    assert all(sentence.endswith(".") for sentence in refused.json()[field])


def test_a_page_that_is_not_there(world, ask):
    answer = ask(world.an, "tasks/", page=2)

    assert (answer.status_code, answer.json()) == (404, {"detail": "Không có trang này."})


def test_lists_come_in_pages_of_a_hundred(world, ask):
    for number in range(101):
        f.make_agency(f"X{number}")

    first, second = (ask(world.an, "agencies/", page=page).json() for page in (1, 2))

    assert (first["count"], len(first["results"]), len(second["results"])) == (105, 100, 5)
    assert "page=2" in first["next"]
    assert second["next"] is None


class TestSchema:
    def test_it_is_valid_and_complete(self, capsys, db):
        call_command("spectacular", "--validate", "--fail-on-warn")

    def test_every_operation_is_described_with_its_refusals(self, world, ask):
        paths = ask(world.an, "schema/").json()["paths"]

        assert sorted(paths) == sorted(
            [f"/api/v1/{name}/" for name in LISTS]
            + [f"/api/v1/{name}/{{code}}/" for name in ("plans", "tasks", "agencies", "indicators")]
            + [f"/api/v1/{name}/{{id}}/" for name in ("measurements", "submissions", "consolidations", "follow-ups")]
            + ["/api/v1/rounds/{year}/", "/api/v1/indicators/{code}/verdict/"]
        )
        for path, operations in paths.items():
            assert list(operations) == ["get"], path
            assert operations["get"]["description"], path
            assert set(operations["get"]["responses"]) == {"200", "400", "403", "404"}, path

    def test_it_names_the_day_and_the_plan_where_they_are_read(self, world, ask):
        paths = ask(world.an, "schema/").json()["paths"]

        def parameters(path):
            return {p["name"]: p.get("required", False) for p in paths[path]["get"]["parameters"]}

        assert parameters("/api/v1/tasks/{code}/") == {"code": True, "on": False, "plan": False}
        assert parameters("/api/v1/indicators/{code}/verdict/") == {
            "code": True,
            "on": False,
            "plan": False,
            "year": True,
            **dict.fromkeys(("value", "numerator", "denominator", "answer", "quality"), False),
        }
