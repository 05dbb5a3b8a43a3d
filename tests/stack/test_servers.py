import pytest

from tools.stack import local, servers
from tools.stack.errors import StackError
from tools.stack.folder import free_port
from tools.stack.postgres import Postgres
from tools.stack.servers import Servers
from tools.stack.valkey import Valkey

OWN = Servers(Postgres(5001, "p"), Valkey(6001, "v"))
OUTSIDE = Servers(None, None)


def test_demonstration_and_real_data_never_share_database_queue_or_files(tmp_path):
    demo = servers.django_environment({}, OWN, folder=tmp_path, demo=True)
    real = servers.django_environment({}, OWN, folder=tmp_path, demo=False)
    assert demo["DATABASE_URL"] == "postgres://tiendo:p@127.0.0.1:5001/tiendo_demo"
    assert real["DATABASE_URL"] == "postgres://tiendo:p@127.0.0.1:5001/tiendo"
    assert demo["REDIS_URL"] != real["REDIS_URL"]
    assert demo["DATA_DIR"] != real["DATA_DIR"]
    assert (demo["DEMO"], real["DEMO"]) == ("1", "0")


def test_own_server_is_not_disturbed_by_settings_meant_for_another_one(tmp_path):
    given = {"PGSSLMODE": "require", "PATH": "/bin"}
    environment = servers.django_environment(given, OWN, folder=tmp_path, demo=True)
    assert "PGSSLMODE" not in environment
    assert environment["PATH"] == "/bin"


def test_given_servers_and_settings_win(tmp_path):
    given = {"DATABASE_URL": "postgres://db/x", "REDIS_URL": "redis://r", "PGSSLMODE": "require", "HTTPS": "1"}
    environment = servers.django_environment(given, OUTSIDE, folder=tmp_path, demo=False)
    assert given.items() <= environment.items()


@pytest.mark.parametrize(("value", "demo"), [("", True), ("1", True), ("0", False), ("false", False), ("No", False)])
def test_demo_is_on_unless_switched_off(value, demo):
    assert local.demo_wanted({"DEMO": value}) is demo


def test_demo_unsaid_follows_the_running_stack():
    assert local.demo_wanted({}, otherwise=False) is False
    assert local.demo_wanted({"DEMO": "1"}, otherwise=False) is True


@pytest.mark.parametrize(
    ("demo", "given", "loaded"),
    [
        (True, {}, [("load_plan", local.PLAN), ("load_demo",)]),
        (True, {"UNTIL": "2024"}, [("load_plan", local.PLAN), ("load_demo", "--until", "2024")]),
        (False, {}, [("load_plan", local.PLAN)]),
        (False, {"PLAN": "ke-hoach.json"}, [("load_plan", "ke-hoach.json")]),
        (False, {"PLAN": ""}, []),
    ],
)
def test_what_a_new_instance_begins_with(monkeypatch, demo, given, loaded):
    for name in ("PLAN", "UNTIL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    called = []
    monkeypatch.setattr(local, "manage_py", lambda *words, env: called.append(words) or "")
    monkeypatch.setattr(Servers, "make_database", lambda self, demo: False)
    local.prepare(OWN, {}, demo=demo)
    assert [words for words in called if words[0].startswith("load_")] == loaded


def test_server_that_does_not_answer_is_named_without_its_password():
    port = free_port()
    with pytest.raises(StackError) as error:
        servers.outside({"DATABASE_URL": f"postgres://user:very-secret@127.0.0.1:{port}/x"}, "DATABASE_URL", 5432)
    assert f"127.0.0.1:{port} ghi trong DATABASE_URL" in str(error.value)
    assert "very-secret" not in str(error.value)


def test_server_address_may_come_from_a_file(tmp_path):
    file = tmp_path / "url"
    file.write_text("redis://r:1/0\n")
    assert servers.address({"REDIS_URL_FILE": str(file)}, "REDIS_URL") == "redis://r:1/0"
    assert servers.address({"REDIS_URL": "redis://s:1/0"}, "REDIS_URL") == "redis://s:1/0"
    assert servers.address({}, "REDIS_URL") == ""


def test_found_servers_are_those_the_environment_does_not_name(tmp_path):
    both = servers.found(tmp_path, {"postgres": 5001, "valkey": 6001}, {})
    assert both.ports == {"postgres": 5001, "valkey": 6001}
    one = servers.found(tmp_path, {"valkey": 6001}, {"DATABASE_URL": "postgres://db/x"})
    assert one.ports == {"valkey": 6001}
    with pytest.raises(StackError, match="hãy đặt DATABASE_URL"):
        servers.found(tmp_path, {"valkey": 6001}, {})
