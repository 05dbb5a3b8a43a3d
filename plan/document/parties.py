"""Who is meant: lists of agencies read against the names that are known.

A list is only cut where a name that is known, or is formed like one, ends. What is neither stays in one piece and is
marked; nobody is made an agency of the book on a mere likeness.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from plan.document.bodies import BODIES, GROUP, HEADS, VERBS
from plan.document.letters import folded, pattern, plain

_WORD = re.compile("[a-z0-9]+")
_BETWEEN = re.compile(r"[ ,.&/()-]*(?:va [ ,.&-]*)?$")  # what may stand between two words of one name
_SEPARATOR = pattern(r"(?:[\s,;.&+/-]|và\b|cùng với\b|cùng\b|với\b|phối hợp với\b)*")
_GROUP = pattern(GROUP)
_COMMITTEE = pattern(r"(?:ủy ban nhân dân|ubnd|hđnd|hội đồng nhân dân)\b")
_HEAD = pattern(rf"(?:{HEADS})\b")
_STRONG_HEAD = pattern(r"(?:sở|bộ|ubnd|ủy ban nhân dân|công an)\b")  # begins a name even where no comma stands before
_LEVEL = pattern(r"\b(?:tỉnh|huyện|xã|phường|thị trấn|thành phố|đặc khu|khu vực|đoàn|ủy)\b")
_VERB = pattern(rf"(?:{VERBS})\b")
_CUT = re.compile(r"[;,:()\n“”\"]|\.(?=\s|$)| - | – ")
_BARE_LIST = pattern(r"(?:các |những )?sở ?:? +")
_PROVINCE = re.compile(r"\btỉnh ((?:[A-ZĐÀ-Ỹ][\w-]*)(?: [A-ZĐÀ-Ỹ][\w-]*)*)")
_OTHER_LEVEL = pattern(r" (?:xã(?! hội)|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố)\b")
_OTHER_LEVELS = pattern(r" các (?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố)\b")
_PROPER = re.compile(r"(?: [A-ZĐÀ-Ỹ]\w*)*")
_ENDED_BY_LEVEL = pattern(r"(?:tỉnh|huyện|xã|phường|thị trấn|thành phố|đặc khu|quận)$")
_TRADING = pattern(r"(?:doanh nghiệp|hợp tác xã|hiệp hội|ngân hàng|trường)$")
_LOWER_WORD = re.compile(r" ([a-zà-ỹđ]+)(?![\w])")
_LONGEST_TRADE = 3  # words
_LONGEST_NAME = 16  # words
_MOST_NAMES = 150  # of a list
_COUNCILS = ("Ủy ban nhân dân", "UBND", "Hội đồng nhân dân", "HĐND")  # there are some at every level


@dataclass(frozen=True)
class KnownAgency:
    """`names` are the full name, the short one and every alias."""

    code: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class KnownGroup:
    code: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class AgencyBook:
    """The agencies and groups that the instance knows."""

    agencies: tuple[KnownAgency, ...] = ()
    groups: tuple[KnownGroup, ...] = ()


@dataclass(frozen=True)
class Mention:
    """[`start`, `end`) of a text names an agency or a group of the book, or one that it does not know (`proposed`)."""

    start: int
    end: int
    agency: str = ""
    group: str = ""
    proposed: str = ""
    is_group: bool = False
    warnings: tuple[str, ...] = ()
    is_name: bool = True  # False: words that are no name that could be made out


@dataclass
class Reader:
    """Reads names. `provinces` are those whose name may follow an agency's: "Bảo hiểm xã hội tỉnh Sông Lam"."""

    book: AgencyBook
    provinces: tuple[str, ...] = ()
    _targets: dict[str, Mention] = field(default_factory=dict)
    _shared: set[str] = field(default_factory=set)  # initials of more than one agency of the book

    def __post_init__(self) -> None:
        named = [name for known in self.book.agencies for name in known.names]
        found = [match[1] for name in named for match in _PROVINCE.finditer(name)]
        self.provinces = tuple(dict.fromkeys([*self.provinces, *found]))
        for names in BODIES:
            self._learn(names, Mention(0, 0, proposed=names[0]))
        for known in self.book.agencies:
            self._learn(known.names, Mention(0, 0, agency=known.code))
        ends = "|".join(re.escape(folded(name)) for name in self.provinces)
        self._tail = re.compile(
            rf"(?: chi nhanh)?(?: tinh\b)?(?: (?:{ends})\b)?" if ends else r"(?: chi nhanh)?(?: tinh\b)?"
        )
        self._groups = {group_key(name): known.code for known in self.book.groups for name in known.names}

    def _learn(self, names: Iterable[str], target: Mention) -> None:
        """What the book knows replaces what every province has. Two that share initials have none."""
        for name in names:
            for form in _forms(name, self.provinces):
                self._targets[_key(form)] = target
        for short in _initials(names):
            known = self._targets.get(short)
            if known and known.agency and known.agency != target.agency:
                self._shared.add(short)
            self._targets[short] = target
        for short in self._shared:
            self._targets.pop(short, None)

    def listed(self, text: str, start: int = 0) -> tuple[list[Mention], int]:
        """The names that stand one after the other from `start`, and where the last of them ends."""
        low, flat, found, end = plain(text), folded(text), list[Mention](), start
        while True:
            at = _past(_SEPARATOR, low, end)
            more = self._at(text, low, flat, at) or (self._without_head(text, flat, at) if found else [])
            if not more or len(found) > _MOST_NAMES:
                return found, end
            found += more
            end = more[-1].end

    def whole(self, text: str) -> list[Mention]:
        """All of `text` as names; what is none of them is in one that is marked."""
        found: list[Mention] = []
        end, stop = 0, len(text.rstrip(" .;,:/"))
        while end < stop:
            more, end = self.listed(text, end)
            found += more
            start = _past(_SEPARATOR, plain(text), end)
            if start >= stop:
                break
            end = self._next(text, start, stop) if len(found) < _MOST_NAMES else stop
            found.append(_doubtful(text, start, end))
        return _glued(text, found)

    def _next(self, text: str, start: int, stop: int) -> int:
        """Where the next name begins that can be made out, behind a separator."""
        low, flat = plain(text), folded(text)
        for cut in re.finditer(r"[,;]| và ", text[start:stop]):
            at = _past(_SEPARATOR, low, start + cut.start())
            if at < stop and self._at(text, low, flat, at):
                return start + cut.start()
        return stop

    def _at(self, text: str, low: str, flat: str, at: int) -> list[Mention]:
        """The name at `at`; several for "các sở: Tài chính, Nội vụ"."""
        if at >= len(text) or (at and text[at - 1].isalnum()):
            return []
        named = self._named(text, flat, at)
        if named:
            return [named]
        return self._bare_list(text, low, flat, at) or self._group(text, low, at) or _formed(text, low, at)

    def _named(self, text: str, flat: str, at: int, before: str = "") -> Mention | None:
        """The longest name of the book, or of those that every province has."""
        key, end, best = before, at, None
        for word in _words(flat, at):
            if not _BETWEEN.match(flat[end : word.start()]):
                break
            end = word.end()
            if word[0] == "va":
                continue
            key += word[0]
            target = self._targets.get(_shortened(key))
            if target and not _goes_on(text, self._behind(flat, end)):
                best = replace(target, start=at, end=self._behind(flat, end))
        return _of_its_level(text, best) if best else None

    def _behind(self, flat: str, end: int) -> int:
        """The end of a name with what may follow it: "tỉnh", "chi nhánh tỉnh", the province."""
        return _past(self._tail, flat, end)

    def _bare_list(self, text: str, low: str, flat: str, at: int) -> list[Mention]:
        opening = _BARE_LIST.match(low, at)
        found: list[Mention] = []
        end = opening.end() if opening else len(text)
        while opening and (named := self._named(text, flat, end, before="so")):
            found.append(named)
            end = _past(_SEPARATOR, low, named.end)
        return [replace(found[0], start=opening.end()), *found[1:]] if opening and found else []

    def _without_head(self, text: str, flat: str, at: int) -> list[Mention]:
        """ "Tài chính" after "Sở Y tế,": the head of the first name is meant again, most likely."""
        named = self._named(text, flat, at, before="so") if text[at : at + 1].isupper() else None
        if not named:
            return []
        warning = _("“{words}” đứng sau tên một sở nên được đọc là tên sở; đề nghị kiểm tra lại.")
        return [replace(named, warnings=(warning.format(words=text[named.start : named.end]),))]

    def _group(self, text: str, low: str, at: int) -> list[Mention]:
        match = _GROUP.match(low, at)
        if not match:
            return []
        end = self._behind(folded(text), _with_trade(text, low, match))
        for cut in re.finditer(r"[ ,]+(?:và )?(?=[A-ZĐÀ-Ỹ])", text[at:end]):  # "…, thành phố, Ban Quản lý"
            if _formed(text, low, at + cut.end()) or _COMMITTEE.match(low, at + cut.end()):
                end = at + cut.start()
                break
        words = text[at:end]
        code = self._groups.get(group_key(words), "")
        return [Mention(at, end, group=code, proposed="" if code else _capital(words), is_group=True)]


def _of_its_level(text: str, named: Mention) -> Mention:
    """ "Hội Nông dân xã" is not that of the province: a body of another level is one by its own words."""
    low = plain(text)
    several = _GROUP.match(low, named.end + 1) if _OTHER_LEVELS.match(low, named.end) else None
    if several:  # "Công an các xã, phường"
        words = text[named.start : several.end()]
        return Mention(named.start, several.end(), proposed=_capital(words), is_group=True)
    behind = _OTHER_LEVEL.match(low, named.end)
    if not behind or text[: named.end].endswith((" tỉnh", " Tỉnh")):
        return named
    end = _past(_PROPER, text, behind.end())
    return Mention(named.start, end, proposed=text[named.start : end])


def _with_trade(text: str, low: str, group: re.Match[str]) -> int:
    """The end of a group with what its members do: "các doanh nghiệp lữ hành", up to a verb or a mark."""
    end = group.end()
    if not _TRADING.search(group[0]):
        return end
    for _word in range(_LONGEST_TRADE + 1):
        word = _LOWER_WORD.match(text, end)
        if not word or _VERB.match(low, word.start(1)):
            return end if not word or end > group.end() else group.end()
        end = word.end()
    return group.end()


def group_key(words: str) -> str:
    """What two wordings of one group share: "UBND cấp huyện" and "Ủy ban nhân dân các huyện, thị xã, thành phố"."""
    flat = re.sub(r"\b(?:cac|nhung|tat ca|toan the|co)\b", " ", folded(words))
    flat = re.sub(r"uy ban nhan dan", "ubnd", flat)
    if "ubnd" in flat:
        flat = re.sub(r"\btren dia ban.*|\b(?:cua tinh|tinh)\b.*", " ", flat)
        levels = {"caphuyen": "huyen|thi xa|thanh pho|quan", "capxa": r"\bxa|phuong|thi tran|dac khu"}
        met = [name for name, words_ in levels.items() if re.search(words_, flat.replace("thi xa", "huyen"))]
        return "ubnd" + "".join(met)
    return re.sub(r"[^a-z0-9]", "", flat)


def _past(form: re.Pattern[str], text: str, at: int) -> int:
    """The end of what `form` finds at a place, the place itself where it finds nothing."""
    match = form.match(text, at)
    return match.end() if match else at


def _key(name: str) -> str:
    return _shortened(re.sub(r"\bva\b|[^a-z0-9]", "", folded(name)))


def _shortened(key: str) -> str:
    """With what everybody shortens in one way shortened."""
    for long, short in (("uybannhandan", "ubnd"), ("hoidongnhandan", "hdnd"), ("banquanly", "bql")):
        key = key.replace(long, short)
    return key


def _words(flat: str, at: int) -> Iterator[re.Match[str]]:
    for count, match in enumerate(_WORD.finditer(flat, at, at + 140)):
        if count == _LONGEST_NAME or (not count and match.start() != at):
            return
        yield match


def _forms(name: str, provinces: Iterable[str]) -> Iterator[str]:
    """A name with and without the province behind it."""
    yield name
    for province in provinces:
        for tail in (f" chi nhánh tỉnh {province}", f" tỉnh {province}", f" {province}"):
            bare = name.removesuffix(tail)
            if bare != name and len(bare.split()) > 1:
                yield f"{bare} tỉnh"
                if not bare.startswith(_COUNCILS):
                    yield bare
                break
    if name.endswith(" tỉnh") and not name.startswith(_COUNCILS):
        yield name.removesuffix(" tỉnh")


def _initials(names: Iterable[str]) -> list[str]:
    """ "Sở Giáo dục và Đào tạo" is also "Sở GDĐT" and "SGDĐT"."""
    shorts: list[str] = []
    for name in names:
        head, _space, rest = name.partition(" ")
        letters = "".join(word[0] for word in _WORD.findall(folded(rest)) if word != "va")
        if head == "Sở" and len(letters) > 1 and rest != "Ngoại vụ" and not rest.isupper():
            shorts += ["so" + letters, "s" + letters]
    return [short for short, times in Counter(shorts).items() if times]


def _goes_on(text: str, end: int) -> bool:
    """Whether a capital follows that belongs to a longer name than the one that ends here."""
    match = re.compile(r"(?: và)? ([A-ZĐÀ-Ỹ]\w*)").match(text, end)
    if not match or text[end : end + 3] == " và":
        return False
    return not _HEAD.match(plain(text), end + 1)


def _formed(text: str, low: str, at: int) -> list[Mention]:
    """A name that is formed like one: a known first word, then words in capitals and what they draw along."""
    head = _HEAD.match(low, at)
    if not head or not text[at].isupper():
        return []
    stop = next(
        (cut.start() for cut in _CUT.finditer(text, head.end()) if not _is_dash_inside(text, low, cut)), len(text)
    )
    end, at_word = head.end(), head.end()
    for word in re.compile(r"\s+(\S+)").finditer(text, head.end(), stop):
        if at_word != word.start() or _ends_name(text, low, word.start(1), first=end == head.end()):
            break
        if not word[1][0].isupper() and _is_complete(text, low, at, end) and not low.startswith(" hội", end):
            break
        end = at_word = word.end()
    name = text[at:end].strip()
    if len(name.split()) < 2 or not (any(char.isupper() for char in name[1:]) or _LEVEL.search(low, at, end)):
        return []
    return [Mention(at, end, proposed=name)]


def _is_dash_inside(text: str, low: str, cut: re.Match[str]) -> bool:
    """ "Phòng Văn hóa - Xã hội" is one name, "Sở Y tế - Sở Tài chính" are two."""
    behind = cut.end()
    return cut[0].strip() in ("-", "–") and text[behind : behind + 1].isupper() and not _HEAD.match(low, behind)


def _is_complete(text: str, low: str, at: int, end: int) -> bool:
    """Whether a name has ended where no capital follows: with its level, or, a committee's, with that of its place."""
    if _ENDED_BY_LEVEL.search(low[at:end]):
        return not _COMMITTEE.fullmatch(low, at, end)
    last = text[at:end].split()[-1]
    return last[0].isupper() and _COMMITTEE.match(low, at) is not None and _LEVEL.search(low, at, end) is not None


def _ends_name(text: str, low: str, at: int, *, first: bool) -> bool:
    """Whether a verb begins at `at`, another name, or an "và" behind which another name does."""
    if text[at].isupper():
        return not first and _STRONG_HEAD.match(low, at) is not None
    if low.startswith("và ", at):
        behind = low[at + 3 :]
        return not text[at + 3 : at + 4].isupper() or bool(_HEAD.match(behind) or _GROUP.match(behind))
    return bool(_VERB.match(low, at))


def _doubtful(text: str, start: int, end: int) -> Mention:
    words = text[start:end].strip(" .;,:/-")
    is_group = plain(words).startswith(("các ", "những ", "mọi "))
    warning = _("Không nhận ra “{words}” là cơ quan hay nhóm cơ quan nào; đề nghị kiểm tra lại.").format(words=words)
    return Mention(start, start + len(text[start:end].rstrip(" .;,:/")), "", "", words, is_group, (warning,), False)


def _glued(text: str, found: list[Mention]) -> list[Mention]:
    """What follows a name without a separator, or one that is only proposed behind a comma, belongs to it."""
    glued: list[Mention] = []
    for mention in found:
        last = glued[-1] if glued else None
        between = text[last.end : mention.start].strip() if last else ""
        if last and not mention.is_name and (not between or (between == "," and last.proposed and not last.is_group)):
            glued[-1] = _longer(text, last, mention)
        else:
            glued.append(mention)
    return glued


def _longer(text: str, last: Mention, mention: Mention) -> Mention:
    words = text[last.start : mention.end]
    if last.is_group:
        return replace(last, end=mention.end, group="", proposed=_capital(words))
    warning = _("Tên “{name}” chưa có trong danh sách cơ quan; đề nghị kiểm tra xem đó có phải là một cơ quan không.")
    return replace(last, end=mention.end, agency="", proposed=words, warnings=(warning.format(name=words),))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
