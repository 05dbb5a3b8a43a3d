import os
import socket
import stat

import pytest

from tools.stack import folder
from tools.stack.errors import StackError
from tools.stack.folder import Claim, Taken


def test_port_taken_is_one_sentence_that_names_another():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(StackError) as error:
            folder.wanted_port({"PORT": str(port)})
    assert f"Cổng {port} đang có chương trình khác dùng" in str(error.value)
    assert f"make run PORT={port + 1}" in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("text", ["abc", "0", "65536", "-1", "80.5"])
def test_port_that_is_no_port_is_refused(text):
    with pytest.raises(StackError, match="PORT phải là một số"):
        folder.wanted_port({"PORT": text})


def test_free_port_is_given_back():
    port = folder.free_port()
    assert folder.wanted_port({"PORT": str(port)}) == port


@pytest.mark.parametrize(("free_mb", "refused"), [(folder.SPACE_NEEDED_MB, False), (folder.SPACE_NEEDED_MB - 1, True)])
def test_full_disk_is_refused_up_front(tmp_path, monkeypatch, free_mb, refused):
    usage = type("Usage", (), {"free": free_mb * 2**20})
    monkeypatch.setattr(folder.shutil, "disk_usage", lambda _: usage)
    if refused:
        with pytest.raises(StackError, match=f"chỉ còn trống {free_mb} MB"):
            folder.require_space(tmp_path)
    else:
        folder.require_space(tmp_path)


def test_secret_is_made_once_and_kept_from_others(tmp_path):
    path = tmp_path / "new" / "secret"
    first = folder.secret(path)
    assert len(first) >= 50
    assert folder.secret(path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_claim_is_exclusive_and_tells_its_facts_while_held(tmp_path):
    claim = Claim(tmp_path / "claim")
    assert claim.told() is None
    with claim.held():
        assert claim.told() == {}
        claim.tell({"url": "http://127.0.0.1:8000/"})
        assert Claim(claim.path).told() == {"url": "http://127.0.0.1:8000/"}
        with pytest.raises(Taken), Claim(claim.path).held():
            pass
    assert claim.told() is None


def test_claim_of_a_killed_process_is_free_again(tmp_path):
    claim = Claim(tmp_path / "claim")
    child = os.fork()
    if child == 0:
        with claim.held():
            os._exit(0)  # as abruptly as by a kill: the block never ends
    os.waitpid(child, 0)
    with claim.held():
        assert claim.told() == {}


def test_scratch_is_removed_and_sweeps_what_killed_runs_left(tmp_path):
    left = tmp_path / "left"
    left.mkdir()
    (left / "claim").touch()
    with folder.scratch(tmp_path) as first:
        assert not left.exists()
        with folder.scratch(tmp_path) as second:
            assert first.exists()
            assert second != first
        assert first.exists()
    assert list(tmp_path.iterdir()) == []
