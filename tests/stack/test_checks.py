import pytest

from tools.stack import checks
from tools.stack.errors import StackError

REPORT = """<testsuites><testsuite>
<testcase classname="tests.browser.test_year" name="test_a"/>
<testcase classname="tests.browser.test_year" name="test_b"><skipped message="no chromium"/></testcase>
<testcase classname="tests.plan.test_tasks" name="test_c"/>
</testsuite></testsuites>"""


def test_only_browser_tests_that_ran_are_counted(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text(REPORT)
    assert checks.browser_tests_run(report) == 1


def test_named_browser_wins_and_a_missing_one_is_not_replaced():
    assert checks.chromium({"CHROMIUM": "sh"}).endswith("/sh")
    with pytest.raises(StackError, match="CHROMIUM=/no/such/browser"):
        checks.chromium({"CHROMIUM": "/no/such/browser"})


def test_required_browser_that_is_missing_is_refused_before_any_test(tmp_path, monkeypatch):
    monkeypatch.setattr(checks, "BROWSERS", ("no-such-browser",))
    monkeypatch.setattr(checks, "foreground", lambda *_, **__: pytest.fail("tests were started"))
    with pytest.raises(StackError, match="Không tìm thấy Chromium"):
        checks.run_tests([], tmp_path, {"REQUIRE_BROWSER": "1"})


@pytest.mark.parametrize(("report", "refused"), [(REPORT, False), ("<testsuites/>", True)])
def test_required_browser_tests_must_have_run(tmp_path, monkeypatch, report, refused):
    def run_pytest(command, env):
        (tmp_path / "report.xml").write_text(report)
        return 0

    monkeypatch.setattr(checks, "foreground", run_pytest)
    environment = {"REQUIRE_BROWSER": "1", "CHROMIUM": "sh"}
    if refused:
        with pytest.raises(StackError, match="no browser test ran"):
            checks.run_tests([], tmp_path, environment)
    else:
        assert checks.run_tests([], tmp_path, environment) == 0


def test_missing_browser_is_said_in_one_sentence(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(checks, "BROWSERS", ("no-such-browser",))
    monkeypatch.setattr(checks, "foreground", lambda *_, **__: 0)
    assert checks.run_tests([], tmp_path, {}) == 0
    assert "bài kiểm thử trình duyệt không chạy" in capsys.readouterr().out
