"""The people of the demonstration: a reporter and a head for every agency that reports, and one for each other role."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from agencies.audit import acting
from agencies.enums import Role
from agencies.models import Agency, Membership, User

PASSWORD = "tiendo-minh-hoa"  # noqa: S105  # printed for everybody to see; only where settings.DEMO is true
ROLE_ACCOUNTS = ["yte", "yte.lanhdao", "tonghop", "tonghop.lanhdao", "lanhdao", "quantri"]


@dataclass(frozen=True)
class Account:
    username: str
    full_name: str
    position: str
    agency: str
    role: Role


DEPARTMENTS = [  # username, agency, reporter, head
    ("ldtbxh", "SLDTBXH", "Nguyễn Thị Thanh Hương", "Trần Quốc Bảo"),
    ("noivu", "SNV", "Lê Minh Khôi", "Vũ Đình Thắng"),
    ("khdt", "SKHDT", "Phạm Thu Trang", "Đặng Hữu Nghĩa"),
    ("tttt", "STTTT", "Hoàng Anh Dũng", "Bùi Văn Lâm"),
    ("gddt", "SGDDT", "Trịnh Thị Ngọc Mai", "Ngô Xuân Hòa"),
    ("yte", "SYT", "Đỗ Thị Bích Ngọc", "Phan Văn Tuấn"),
    ("vhttdl", "SVHTTDL", "Nguyễn Hoài Nam", "Lương Thị Kim Oanh"),
    ("xaydung", "SXD", "Tạ Đức Mạnh", "Hà Quang Vinh"),
    ("tnmt", "STNMT", "Cao Thị Phương Thảo", "Nguyễn Trọng Đạt"),
    ("nnptnt", "SNNPTNT", "Dương Văn Hải", "Mai Thị Lan Anh"),
    ("bqlkcn", "BQLKCN", "Lý Quỳnh Chi", "Trương Công Minh"),
    ("bhxh", "BHXH", "Đinh Thị Hồng Nhung", "Vương Đình Phúc"),
    ("nhcsxh", "NHCSXH", "Phùng Gia Huy", "Trần Thị Diệu Linh"),
]
DISTRICTS = [
    ("phuly", "UBND-PHULY", "Nguyễn Thùy Dương", "Lê Hồng Sơn"),
    ("duytien", "UBND-DUYTIEN", "Vũ Thị Minh Tâm", "Phạm Ngọc Ánh"),
    ("kimbang", "UBND-KIMBANG", "Trần Văn Toàn", "Đoàn Thị Hải Yến"),
    ("lynhan", "UBND-LYNHAN", "Bùi Thị Hạnh", "Nguyễn Đức Thiện"),
    ("binhluc", "UBND-BINHLUC", "Đỗ Mạnh Cường", "Trần Thị Thu Hiền"),
    ("thanhliem", "UBND-THANHLIEM", "Lê Thị Vân Anh", "Hoàng Văn Quyết"),
]
CENTRAL = [
    Account("tonghop", "Vũ Thị Dung", "Chuyên viên đầu mối tổng hợp", "SLDTBXH", Role.OFFICER),
    Account("tonghop.lanhdao", "Nguyễn Văn Hiệp", "Phó Giám đốc Sở", "SLDTBXH", Role.CHIEF),
    Account("lanhdao", "Phạm Thị Minh Châu", "Phó Chủ tịch UBND tỉnh", "UBND-HN", Role.LEADER),
    Account("quantri", "Ngô Đăng Khoa", "Quản trị hệ thống", "SLDTBXH", Role.ADMIN),
]


def all_accounts() -> list[Account]:
    accounts = list(CENTRAL)
    for rows, head_position in ((DEPARTMENTS, "Phó Giám đốc"), (DISTRICTS, "Phó Chủ tịch UBND")):
        for username, agency, reporter, head in rows:
            accounts.append(Account(username, reporter, "Chuyên viên", agency, Role.REPORTER))
            accounts.append(Account(f"{username}.lanhdao", head, head_position, agency, Role.HEAD))
    return accounts


def make_accounts() -> dict[str, User]:
    """The demonstration's users by name; those that exist stay as they are. Raises KeyError if an agency is unknown."""
    accounts = all_accounts()
    users = {user.username: user for user in User.objects.filter(username__in=[a.username for a in accounts])}
    agencies = {agency.code: agency for agency in Agency.objects.all()}
    password = make_password(PASSWORD)  # one hash for all: making forty would take a quarter of a minute
    with acting(None):
        for number, account in enumerate(accounts, 1):
            if account.username in users:
                continue
            user = users[account.username] = User.objects.create(
                username=account.username,
                password=password,
                full_name=account.full_name,
                position=account.position,
                email=f"{account.username}@example.test",
                phone=f"0226 000 {number:03}",
            )
            Membership.objects.create(user=user, agency=agencies[account.agency], role=account.role)
    return users


def role_accounts() -> list[dict[str, str]]:
    """One account per role, for the sign-in page and the console; empty before `load_demo`. One query."""
    memberships = Membership.objects.filter(user__username__in=ROLE_ACCOUNTS).select_related("user", "agency")
    rows = sorted(memberships, key=lambda row: ROLE_ACCOUNTS.index(row.user.username))
    return [
        {
            "username": row.user.username,
            "password": PASSWORD,
            "role": str(Role(row.role).label),
            "agency": row.agency.short_name,
        }
        for row in rows
    ]
