import datetime as dt

import pytest
import time_machine

from reports.difficulties.checking import Said
from reports.difficulties.services import raise_difficulty, take_step
from reports.enums import DifficultyAction as Action
from tests import factories as f

DAY = dt.timedelta(days=1)
WORDS = {
    Action.ANSWER: Said(text="Sở Tài chính bố trí trong dự toán năm sau."),
    Action.ESCALATE: Said(text="Vượt thẩm quyền của Sở."),
    Action.DECIDE: Said(text="Đồng ý.", document_number="88/TB-UBND", document_date=f.TODAY),
    Action.AMEND: Said(text="Thiếu kinh phí cho 12 lớp.", proposal="Bổ sung 200 triệu đồng."),
    Action.REOPEN: Said(text="Kinh phí chưa được cấp."),
}


@pytest.fixture(autouse=True)
def this_morning():
    with time_machine.travel(f.NOW, tick=False):
        yield


@pytest.fixture
def tell(world):
    """tell() raises a difficulty of Sở A on task 1.1 this morning; tell(world.cuc, agency=world.b) another's."""

    def _tell(who=None, text="Thiếu kinh phí mở lớp.", *, agency=None, task=0, now=f.NOW, **more):
        about = None if task is None else world.tasks[task]
        return raise_difficulty(
            plan=world.plan,
            agency=agency or world.a,
            task=about,
            text=text,
            by=f.person(who or world.an),
            now=now,
            **more,
        )

    return _tell


@pytest.fixture
def do():
    """do(row, action, who): one step with words that do."""

    def _do(row, action, who, *, now=f.NOW, said=None, seen=None, **more):
        row.refresh_from_db()
        return take_step(
            difficulty=row,
            action=action,
            seen=row.step_count if seen is None else seen,
            said=said or WORDS.get(action, Said()),
            by=f.person(who),
            now=now,
            **more,
        )

    return _do
