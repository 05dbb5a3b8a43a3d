"""An office's own Word file: what it must have, what it may not do, and what of its own look stays."""

import re
import time
from dataclasses import replace
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from reports.documents.form import default_template
from reports.documents.template import FIELDS, Unfit, fields_of
from reports.documents.word import write_word
from reports.papers.checking import checked
from tests.documents.papers import sample

NEEDED = [one.name for one in FIELDS.values() if one.is_needed]


def changed(change):
    """The default template after `change(document)`."""
    document = Document(BytesIO(default_template()))
    change(document)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def rewritten(part, change, template=None):
    """The default template with the XML of one part changed as text."""
    file = BytesIO()
    with ZipFile(BytesIO(template or default_template())) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content.decode()) if re.fullmatch(part, name) else content)
    return file.getvalue()


def written(template, paper=None):
    file = BytesIO()
    write_word(paper or sample(), file, template)
    return Document(file)


def test_the_default_is_fit_and_has_every_field():
    found = fields_of(default_template())
    assert (found.missing, found.unknown) == ([], [])
    assert found.names | found.marked == FIELDS.keys()
    assert checked(default_template()).remarks == []


@pytest.mark.parametrize("name", NEEDED)
def test_each_needed_field_is_missed_by_name(name):
    without = rewritten(r"word/(document|header\d)\.xml", lambda xml: xml.replace(f"{{{{ {name} }}}}", ""))
    [fault] = checked(without).faults
    assert f"{{{{ {name} }}}}" in fault
    assert str(FIELDS[name].meaning) in fault


def test_a_field_that_word_has_split_over_runs_is_still_one():
    apart = rewritten(
        r"word/document\.xml",
        lambda xml: xml.replace("{{ trich_yeu }}", "{{ trich</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>_yeu }}"),
    )
    assert "{{ trich</w:t>" in ZipFile(BytesIO(apart)).read("word/document.xml").decode()
    assert checked(apart).faults == []


def test_unknown_fields_are_named():
    other = changed(lambda document: document.add_paragraph("{{ ten_giam_doc }} {{ so }}"))
    assert [re.search(r"{{ (\w+) }}", fault)[1] for fault in checked(other).faults] == ["so", "ten_giam_doc"]


def test_the_body_must_have_a_line_to_itself_outside_tables():
    def into_table(document):
        [line] = [line for line in document.paragraphs if line.text == "{{ noi_dung }}"]
        document.tables[0].rows[0].cells[0]._tc.append(line._p)

    assert ["noi_dung" in fault for fault in checked(changed(into_table)).faults] == [True]
    twice = changed(lambda document: document.add_paragraph("{{ noi_dung }}"))
    assert ["noi_dung" in fault for fault in checked(twice).faults] == [True]


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ trich_yeu.__class__ }}",
        "{{ trich_yeu['x'] }}",
        "{{ range(10) }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ 'x' * 10 ** 10 }}",
        "{% for a in range(1000000000) %}{{ a }}{% endfor %}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{% extends 'base' %}",
        "{% set a = 1 %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% call m() %}{% endcall %}",
        "{% filter upper %}a{% endfilter %}",
        "{{ trich_yeu | safe }}",
        "{{ trich_yeu ~ trich_yeu }}",
        "{{ self }} {{ self._TemplateReference__context }}",
        "{{ trich_yeu",
        "{{{{{{",
        "{%p x",
        "-%}",
        "{# x #}",
        "{%tr if trich_yeu %}",
        "{% if trich_yeu %}",
        "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
    ],
)
def test_what_is_no_field_is_refused_before_it_can_run(attack):
    template = changed(lambda document: document.add_paragraph(attack))
    started = time.monotonic()
    with pytest.raises(Unfit) as refused:
        fields_of(template)
    assert str(refused.value).endswith(".")
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    "attack", ["{{ ''.__class__ }}", "{{ 9 ** 9 ** 9 }}", "{% for a in b %}{% endfor %}", "{{ x | safe }}"]
)
def test_nothing_runs_even_in_a_file_that_was_never_checked(attack):
    with pytest.raises(Unfit):
        written(changed(lambda document: document.add_paragraph(attack)))


@pytest.mark.parametrize("place", ["title", "comments", "subject", "identifier", "author"])
def test_the_files_own_remarks_are_not_taken_for_fields(place):
    attack = "{{ ''.__class__ }}"
    document = written(changed(lambda one: setattr(one.core_properties, place, attack)))
    assert getattr(document.core_properties, place) != attack


def test_an_attack_in_a_header_is_refused_too():
    template = changed(lambda one: one.sections[0].header.add_paragraph("{{ ''.__class__ }}"))
    with pytest.raises(Unfit):
        fields_of(template)


def test_pictures_from_elsewhere_are_refused_and_links_are_not():
    relation = '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" '
    relation += 'Target="http://example.test/a.png" TargetMode="External"/></Relationships>'

    def with_relation(kind):
        end = relation.format(kind)
        return rewritten(r"word/_rels/document\.xml\.rels", lambda xml: xml.replace("</Relationships>", end))

    assert fields_of(with_relation("hyperlink")).missing == []
    for kind in ("image", "attachedTemplate", "oleObject"):
        with pytest.raises(Unfit, match="từ nơi khác"):
            fields_of(with_relation(kind))


HOSTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.mark.parametrize(
    "relation",
    [
        f'<Relationship\n Id="rId99" Type="{HOSTS}/image" Target="http://a.test/" TargetMode="External"/>',
        f"<Relationship Id='rId99' Type='{HOSTS}/image' Target='http://a.test/' TargetMode='External'/>",
        f'<Relationship Id="rId99" Type="{HOSTS}/image" Target="http://a.test/" TargetMode="&#69;xternal"/>',
        f'<Relationship Id="rId99" Type="{HOSTS}/image" Target="http://a.test/hyperlink" TargetMode="External"/>',
        f'<Relationship Id="rId99" Type="{HOSTS}/aFChunk" Target="page.html"/>',
    ],
)
def test_no_way_of_writing_it_hides_what_comes_from_elsewhere(relation):
    end = f"{relation}</Relationships>"
    template = rewritten(r"word/_rels/document\.xml\.rels", lambda xml: xml.replace("</Relationships>", end))
    with pytest.raises(Unfit, match="từ nơi khác"):
        fields_of(template)


@pytest.mark.parametrize(
    "field",
    [
        '<w:fldSimple w:instr=" INCLUDEPICTURE &quot;http://a.test/a.png&quot; \\d "/>',
        "<w:r><w:instrText>INCLUDE</w:instrText></w:r><w:r><w:instrText>TEXT a</w:instrText></w:r>",
        "<w:r><w:instrText> ddeauto c:\\\\cmd.exe </w:instrText></w:r>",
    ],
)
@pytest.mark.parametrize("part", [r"word/document\.xml", r"word/header1\.xml"])
def test_words_own_fields_fetch_nothing(field, part):
    template = rewritten(part, lambda xml: xml.replace("</w:p>", f"{field}</w:p>", 1))
    with pytest.raises(Unfit, match="từ nơi khác"):
        fields_of(template)


@pytest.mark.parametrize("name", ["word/_rels/large.xml.rels", "word/media/large.bin"])
def test_a_bomb_is_refused_under_any_name(name):
    file = BytesIO(default_template())
    with ZipFile(file, "a", ZIP_DEFLATED) as template:
        template.writestr(name, b" " * (21 * 2**20))
    with pytest.raises(Unfit, match="quá nhiều nội dung"):
        fields_of(file.getvalue())


@pytest.mark.parametrize("name", ["\ue000noi_dung\ue000", "\ue00112 x", "\ue001"])
def test_signs_that_guide_the_drawing_mean_nothing_in_a_name(name):
    paper = sample()
    document = written(None, replace(paper, foot=replace(paper.foot, name=name, authority=[name])))
    assert document.paragraphs


@pytest.mark.parametrize("content", [b"", b"PK\3\4 broken", b"%PDF-1.7", default_template()[:5000]])
def test_what_is_no_word_file_is_said(content):
    with pytest.raises(Unfit):
        fields_of(content)


def test_too_large_is_said_before_it_is_read():
    long = rewritten(r"word/document\.xml", lambda xml: xml.replace("<w:body>", "<w:body>" + "<w:p/>" * 500_000))
    with pytest.raises(Unfit, match="quá nhiều nội dung"):
        fields_of(long)
    with pytest.raises(Unfit, match="5 MB"):
        fields_of(default_template() + b"0" * 6 * 2**20)


class TestWhatAnOfficeMayChange:
    def test_its_margins_styles_and_words_stay(self):
        def change(document):
            page = document.sections[0]
            page.left_margin, page.right_margin = Mm(35), Mm(20)
            document.styles["Body Text"].font.size = Pt(13)
            document.styles["Heading 1"].font.bold = False
            document.add_paragraph("Văn bản này thay Báo cáo tháng.")

        document = written(changed(change))
        assert [round(page.left_margin.mm) for page in document.sections] == [35, 20, 35]
        assert document.styles["Body Text"].font.size == Pt(13)
        texts = [line.text for line in document.paragraphs]
        closing = texts.index("Trên đây là báo cáo kết quả năm 2026./.")
        assert closing < texts.index("Văn bản này thay Báo cáo tháng.") < texts.index("Phụ lục I")

    def test_styles_it_lacks_are_made(self):
        def change(document):
            for name in ("Body Text", "Heading 4", "Table Text", "Table Note"):
                element = document.styles[name].element
                element.getparent().remove(element)

        document = written(changed(change))
        assert document.styles["Table Text"].font.size == Pt(11)
        assert document.styles["Body Text"].font.name == "Times New Roman"

    def test_a_word_in_another_language_has_other_ids(self):
        """A Vietnamese Word calls the style "Heading 1" by the id "u1"."""

        def rename(xml):
            return xml.replace('w:styleId="Heading1"', 'w:styleId="u1"').replace('w:val="Heading1"', 'w:val="u1"')

        document = written(rewritten(r"word/(styles|document)\.xml", rename))
        [line] = [line for line in document.paragraphs if line.text == "I. TÌNH HÌNH CHUNG"]
        assert line.style.name == "Heading 1"
        ids = [style.get(qn("w:styleId")) for style in document.styles.element.findall(qn("w:style"))]
        assert len(ids) == len(set(ids))

    def test_tables_take_the_width_its_margins_leave(self):
        def change(document):
            document.sections[0].left_margin = Mm(50)

        document = written(changed(change))
        page = document.sections[2]
        assert round(page.left_margin.mm) == 50

    @pytest.mark.parametrize(
        ("change", "remark"),
        [
            (lambda page: setattr(page, "left_margin", Mm(25)), "Lề trái 25 mm"),
            (lambda page: setattr(page, "page_width", Mm(216)), "A4"),
            (lambda page: setattr(page, "different_first_page_header_footer", False), "Trang đầu"),
            (lambda page: page.header._element.remove(page.header._element[0]), "du_thao"),
        ],
    )
    def test_departures_from_the_decree_are_said(self, change, remark):
        found = checked(changed(lambda document: change(document.sections[0])))
        said = found.faults or found.remarks
        assert any(remark in one for one in said), said


def test_the_default_is_made_once():
    assert default_template() is default_template()
