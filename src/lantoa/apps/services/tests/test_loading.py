"""Loading of the shipped content: whole, once, and never over what an officer has changed."""

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command

from lantoa.apps.accounts.models import User
from lantoa.apps.base.models import AuditEntry, PublicChange
from lantoa.apps.services.actions.loading import load_shipped
from lantoa.apps.services.actions.procedures import change_procedure
from lantoa.apps.services.guidance import findings
from lantoa.apps.services.models import HowTo, LegalDocument, Need, NeedOption, Procedure, Right, Sector
from lantoa.apps.services.queries.needs import need_guide, public_needs
from lantoa.apps.services.queries.procedure_values import given_of, with_parts
from lantoa.apps.services.shipped import BadShipped, read_shipped

AT = datetime(2026, 11, 27, 8, tzinfo=UTC)
pytestmark = pytest.mark.django_db


class TestLoading:
    def test_adds_everything_that_the_files_hold(self) -> None:
        shipped = read_shipped()
        added = load_shipped(by=None, at=AT)
        assert added == {
            "sectors": len(shipped.sectors), "documents": len(shipped.documents),
            "procedures": len(shipped.procedures), "howtos": len(shipped.howtos), "rights": len(shipped.rights),
            "needs": len(shipped.needs),
        }  # fmt: skip
        assert Procedure.objects.public_on(AT.date()).count() == len(shipped.procedures)
        assert not Procedure.objects.exclude(checked_on=None).exists()  # nobody here has checked them yet

    def test_a_second_run_changes_nothing(self) -> None:
        load_shipped(by=None, at=AT)
        kinds = (Sector, LegalDocument, Procedure, HowTo, Right, Need, NeedOption, AuditEntry, PublicChange)
        before = [list(kind._default_manager.order_by("pk").values()) for kind in kinds]
        assert not any(load_shipped(by=None, at=AT + timedelta(days=1)).values())
        assert [list(kind._default_manager.order_by("pk").values()) for kind in kinds] == before

    def test_leaves_what_an_officer_has_changed(self, django_user_model: type[User]) -> None:
        load_shipped(by=None, at=AT)
        officer = django_user_model.objects.create_user("can-bo")
        procedure = with_parts(Procedure.objects.all()).get(slug="dang-ky-khai-sinh")
        given = replace(given_of(procedure), plain_title="Khai sinh cho cháu")
        change_procedure(procedure=procedure, given=given, by=officer, at=AT)
        load_shipped(by=None, at=AT)
        assert Procedure.objects.get(slug="dang-ky-khai-sinh").plain_title == "Khai sinh cho cháu"

    def test_does_not_add_a_procedure_whose_code_is_there_under_another_slug(self) -> None:
        load_shipped(by=None, at=AT)
        Procedure.objects.filter(slug="dang-ky-khai-sinh").update(slug="khai-sinh-cua-tinh")
        assert load_shipped(by=None, at=AT)["procedures"] == 0

    def test_ways_through_the_needs_have_no_fault(self) -> None:
        load_shipped(by=None, at=AT)
        for need in public_needs():
            assert findings(need_guide(need, on=AT.date()).guide) == [], need.slug

    def test_tells_public_pages_and_the_trail(self) -> None:
        load_shipped(by=None, at=AT)
        assert PublicChange.objects.filter(subject="services").exists()
        assert AuditEntry.objects.filter(act="services.load_shipped").count() == 1

    def test_stores_nothing_when_a_file_is_wrong(self, tmp_path: Path) -> None:
        (tmp_path / "sectors.toml").write_text('[[sector]]\nslug = "a"\nname = "A"\n', encoding="utf-8")
        (tmp_path / "rights.toml").write_text('[[right]]\nslug = "b"\nwrong = 1\n', encoding="utf-8")
        with pytest.raises(BadShipped, match=r"rights\.toml: khóa không hiểu: wrong"):
            load_shipped(by=None, at=AT, folder=tmp_path)
        assert not Sector.objects.exists()


class TestCommand:
    def test_says_how_much_it_has_added_and_then_that_nothing_is_new(self) -> None:
        out, err = io.StringIO(), io.StringIO()
        call_command("load_services", stdout=out, stderr=err)
        assert f"{len(read_shipped().procedures)} thủ tục" in out.getvalue()
        assert "thủ tục: 10/" in err.getvalue()
        out = io.StringIO()
        call_command("load_services", stdout=out, stderr=err)
        assert "không đổi gì" in out.getvalue()

    def test_ends_with_a_message_when_a_file_cannot_be_read(self, tmp_path: Path) -> None:
        (tmp_path / "sectors.toml").write_text("[[sector", encoding="utf-8")
        err = io.StringIO()
        with pytest.raises(SystemExit):
            call_command("load_services", str(tmp_path), stderr=err)
        assert "sectors.toml: không đọc được" in err.getvalue()
