"""The audit trail is sealed after the act, by turns, and the database keeps it as it is."""

import threading
from datetime import datetime

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db import DatabaseError, connection, connections, models, transaction

from lantoa.apps.base.actions import TrailBroken, record_act, record_acts, seal_acts, sealed_acts
from lantoa.apps.base.actions.audit import SecretInTrail
from lantoa.apps.base.models import AuditEntry, AuditSeal, AuditTrailChanged
from lantoa.core.archive import TrailHead, check_trail


def _user(username: str = "doi.tuong") -> AbstractBaseUser:
    """A user by the setting's name: the base knows no app above it."""
    return get_user_model().objects.create_user(username)


def _head() -> TrailHead:
    head = AuditSeal.objects.get()
    return TrailHead(head.position, head.sha256)


def _raw() -> "models.QuerySet[AuditEntry]":
    """Rows without the methods that refuse: what somebody does who goes past the code."""
    return models.QuerySet(AuditEntry)


@pytest.mark.django_db(transaction=True)
class TestRecordedAct:
    def test_is_sealed_when_its_transaction_has_ended(self, now: datetime) -> None:
        subject = _user()
        with transaction.atomic():
            record_act("base.first", subject=subject, by=None, at=now, detail={"a": "ừ", "b": 1.5})
            record_act("base.second", subject=subject, by=None, at=now)
            assert set(AuditEntry.objects.values_list("position", flat=True)) == {None}
        assert list(AuditEntry.objects.order_by("position").values_list("position", "act")) == [
            (1, "base.first"),
            (2, "base.second"),
        ]
        assert check_trail(sealed_acts(), head=_head()).broken_at is None

    def test_leaves_nothing_when_its_transaction_is_undone(self, now: datetime) -> None:
        subject = _user()
        with pytest.raises(RuntimeError), transaction.atomic():
            record_act("base.act", subject=subject, by=None, at=now)
            raise RuntimeError
        record_act("base.later", subject=subject, by=None, at=now)
        assert [row.position for row in sealed_acts()] == [1]

    def test_costs_one_seal_for_all_acts_of_a_transaction(self, now: datetime) -> None:
        subject = _user()
        with transaction.atomic():
            for _ in range(5):
                record_act("base.act", subject=subject, by=None, at=now)
            assert len(connection.run_on_commit) == 1

    def test_stands_though_the_seal_fails(self, now: datetime, caplog: pytest.LogCaptureFixture) -> None:
        subject = _user()
        record_act("base.first", subject=subject, by=None, at=now)
        AuditSeal.objects.all().delete()
        with transaction.atomic():
            record_act("base.second", subject=subject, by=None, at=now)
        assert AuditEntry.objects.filter(position=None).count() == 1
        assert "TrailBroken" in caplog.text
        with pytest.raises(TrailBroken):
            seal_acts()


@pytest.mark.django_db
class TestSealActs:
    def test_continues_the_chain_in_batches(self, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("lantoa.apps.base.actions.sealing._BATCH", 3)
        subject = _user()
        record_acts("base.act", [(subject, {"number": number}) for number in range(8)], by=None, at=now)
        assert seal_acts(limit=5) == 5
        assert seal_acts() == 3
        assert seal_acts() == 0
        assert check_trail(sealed_acts(), head=_head()).holds_to.position == 8

    def test_takes_the_same_queries_for_one_as_for_many(self, now: datetime, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
        subject = _user()
        record_act("base.act", subject=subject, by=None, at=now)
        seal_acts()
        for number in (1, 40):
            record_acts("base.act", [(subject, {})] * number, by=None, at=now)
            with django_assert_num_queries(7):
                seal_acts()


@pytest.mark.django_db(transaction=True)
class TestProcessesAtOnce:
    def test_make_one_chain(self, now: datetime) -> None:
        subject, start = _user(), threading.Barrier(4)

        def act() -> None:
            start.wait()
            try:
                for _ in range(10):
                    with transaction.atomic():
                        record_act("base.act", subject=subject, by=None, at=now)
            finally:
                connections.close_all()

        threads = [threading.Thread(target=act) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert check_trail(sealed_acts(), head=_head()).holds_to.position == 40
        assert not AuditEntry.objects.filter(position=None).exists()


@pytest.mark.django_db
class TestEntry:
    @pytest.fixture
    def entry(self, now: datetime) -> AuditEntry:
        entry = record_act("base.act", subject=_user(), by=None, at=now)
        seal_acts()
        return AuditEntry.objects.get(pk=entry.pk)

    def test_refuses_to_be_saved_again_or_deleted(self, entry: AuditEntry) -> None:
        with pytest.raises(AuditTrailChanged):
            entry.save()
        with pytest.raises(AuditTrailChanged):
            entry.delete()

    def test_is_kept_by_the_database_past_the_code(self, entry: AuditEntry) -> None:
        for values in ({"actor": "x"}, {"position": None}, {"sha256": "0" * 64}, {"detail": {"x": 1}}):
            with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
                _raw().filter(pk=entry.pk).update(**values)

    def test_is_kept_before_its_seal_as_well(self, now: datetime) -> None:
        entry = record_act("base.act", subject=_user("khac"), by=None, at=now)
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            _raw().filter(pk=entry.pk).update(position=1, sha256="0" * 64, actor="x")

    def test_cannot_be_deleted_past_the_code_on_postgresql(self, entry: AuditEntry) -> None:
        """On SQLite the check finds what was taken out: test_verify_audit.py."""
        if connection.vendor == "postgresql":
            with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
                _raw().filter(pk=entry.pk)._raw_delete("default")
        else:
            assert _raw().filter(pk=entry.pk)._raw_delete("default") == 1


@pytest.mark.django_db
class TestSecrets:
    @pytest.mark.parametrize(
        "detail",
        [
            {"password": "x"},
            {"new_password": "x"},
            {"mat_khau": "x"},
            {"link": {"token": "x"}},
            {"rows": [{"answers": ["A"]}]},
            {"totp": "123456"},
            {"key": "x"},
            {"api_key": "x"},
            {"recovery_codes": []},
            {"note": "pbkdf2_sha256$1000000$muoi$bam"},
            {"address": "/nhan-viec/12:" + "a" * 43 + "/"},
            {"note": "otpauth://totp/x?secret=y"},
        ],
    )
    def test_are_refused_without_being_said(self, detail: dict[str, object], now: datetime) -> None:
        with pytest.raises(SecretInTrail) as caught:
            record_act("base.act", subject=_user(), by=None, at=now, detail=detail)
        assert "pbkdf2" not in str(caught.value)
        assert not AuditEntry.objects.exists()

    def test_are_not_seen_where_there_are_none(self, now: datetime) -> None:
        detail = {
            "sha256": "0" * 64,
            "keyword": "cải cách",
            "url": "https://so.example/tin-tuc/tin-ve-cai-cach-hanh-chinh-nam-2023-cua-tinh.html",
            "rows": [1, None, {"from": "sent", "to": "received", "reason": "Trùng với việc khác: đã làm."}],
        }
        assert record_act("base.act", subject=_user(), by=None, at=now, detail=detail).detail == detail
