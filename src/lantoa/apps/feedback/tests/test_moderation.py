"""What the public reads: only what a moderator has stored, and nothing once it is taken back."""

import pytest
from conftest import NOW, Cast
from django.test import Client
from django.urls import reverse

from lantoa.apps.base.models import AuditEntry, PublicChange
from lantoa.apps.feedback.actions.moderation import (
    CannotModerate,
    ChangedMeanwhile,
    join_feedback,
    list_feedback,
    part_feedback,
    unlist_feedback,
)
from lantoa.apps.feedback.factories import make_feedback, make_listed_feedback
from lantoa.apps.feedback.models import Attachment, Feedback, FeedbackStep
from lantoa.apps.feedback.queries.duplicates import likely_duplicates
from lantoa.apps.services.factories import SectorFactory

pytestmark = pytest.mark.django_db
_WORDS = "Ông Nguyễn Văn Thử, số 0905123456, nộp hồ sơ ở bộ phận một cửa mà ba tuần chưa có kết quả."


def _listed(feedback: Feedback, cast: Cast, **values: object) -> Feedback:
    given = {"title": "Trả hồ sơ trễ", "words": "Nộp hồ sơ ba tuần chưa có kết quả.", "answer": "", "photos": []}
    return list_feedback(feedback=feedback, by=cast.editor, at=NOW, version=feedback.version, **(given | values))  # type: ignore[arg-type]


def _photo(feedback: Feedback, position: int) -> Attachment:
    return Attachment.objects.create(
        feedback=feedback, kind=Attachment.Kind.PHOTO, position=position, sha256="0" * 64, added_at=NOW
    )


class TestListing:
    def test_the_public_reads_the_moderators_wording_and_not_the_citizens(self, cast: Cast) -> None:
        feedback = make_feedback(cast.agency, at=NOW, words=_WORDS)

        _listed(feedback, cast)

        (public,) = Feedback.objects.public()
        assert public.public_words == "Nộp hồ sơ ba tuần chưa có kết quả."
        assert public.words == _WORDS
        assert PublicChange.objects.filter(subject=f"feedback:{feedback.pk}").exists()

    def test_only_the_chosen_photos_are_listed_also_when_it_is_listed_again(self, cast: Cast) -> None:
        feedback = make_feedback(cast.agency, at=NOW)
        first, second = _photo(feedback, 1), _photo(feedback, 2)

        once = _listed(feedback, cast, photos=[first.pk])
        _listed(once, cast, photos=[second.pk])

        assert list(Attachment.objects.filter(listed=True)) == [second]
        assert FeedbackStep.objects.filter(kind=FeedbackStep.Kind.LISTED).count() == 1

    def test_a_photo_of_another_piece_is_never_listed(self, cast: Cast) -> None:
        other = _photo(make_feedback(cast.agency, at=NOW), 1)

        _listed(make_feedback(cast.agency, at=NOW), cast, photos=[other.pk])

        other.refresh_from_db()
        assert not other.listed

    def test_an_older_version_of_the_form_changes_nothing(self, cast: Cast) -> None:
        feedback = make_feedback(cast.agency, at=NOW)
        _listed(feedback, cast)

        with pytest.raises(ChangedMeanwhile):
            _listed(feedback, cast, title="Bản cũ")

        assert Feedback.objects.get(pk=feedback.pk).public_title == "Trả hồ sơ trễ"

    def test_taken_back_it_is_in_no_public_list_nor_its_photos(self, cast: Cast) -> None:
        feedback = make_listed_feedback(cast.agency, at=NOW)
        photo = _photo(feedback, 1)
        Attachment.objects.filter(pk=photo.pk).update(listed=True)

        unlist_feedback(feedback=feedback, reason="Có tên người", version=feedback.version, by=cast.editor, at=NOW)

        assert not Feedback.objects.public().exists()
        assert not Attachment.objects.filter(listed=True).exists()

    def test_the_trail_holds_none_of_the_words(self, cast: Cast) -> None:
        feedback = _listed(make_feedback(cast.agency, at=NOW, words=_WORDS), cast)
        unlist_feedback(feedback=feedback, reason="Ông Thử yêu cầu", version=feedback.version, by=cast.editor, at=NOW)

        told = str(list(AuditEntry.objects.values_list("detail", flat=True)))

        assert "Thử" not in told
        assert "hồ sơ" not in told


class TestJoining:
    def test_what_is_joined_leaves_the_public_list_and_takes_its_own_along(self, cast: Cast) -> None:
        first, second, third = (make_listed_feedback(cast.agency, at=NOW) for _ in range(3))
        join_feedback(feedback=first, to=second, version=first.version, by=cast.editor, at=NOW)

        join_feedback(feedback=second, to=third, version=second.version, by=cast.editor, at=NOW)

        assert list(Feedback.objects.public()) == [third]
        assert set(third.joined.all()) == {first, second}

    def test_joining_to_what_is_joined_goes_to_the_end(self, cast: Cast) -> None:
        first, second, third = (make_feedback(cast.agency, at=NOW) for _ in range(3))
        join_feedback(feedback=second, to=third, version=second.version, by=cast.editor, at=NOW)

        joined = join_feedback(feedback=first, to=second, version=first.version, by=cast.editor, at=NOW)

        assert joined.joined_to == third

    def test_no_circle_can_be_made(self, cast: Cast) -> None:
        first, second = (make_feedback(cast.agency, at=NOW) for _ in range(2))
        join_feedback(feedback=first, to=second, version=first.version, by=cast.editor, at=NOW)

        with pytest.raises(CannotModerate):
            join_feedback(feedback=second, to=first, version=second.version, by=cast.editor, at=NOW)

    def test_parted_it_stands_by_itself(self, cast: Cast) -> None:
        first, second = (make_feedback(cast.agency, at=NOW) for _ in range(2))
        joined = join_feedback(feedback=first, to=second, version=first.version, by=cast.editor, at=NOW)

        part_feedback(feedback=joined, version=joined.version, by=cast.editor, at=NOW)

        assert not second.joined.exists()

    def test_like_words_of_the_same_sector_are_proposed_and_other_matters_are_not(self, cast: Cast) -> None:
        sector = SectorFactory()
        words = "Đèn đường trước trường tiểu học xã tắt đã một tuần, buổi tối đi lại rất nguy hiểm."
        first = make_feedback(cast.agency, at=NOW, sector=sector, words=words)
        like = make_feedback(
            cast.agency,
            at=NOW,
            sector=sector,
            words="Đèn đường chỗ trường tiểu học xã bị tắt cả tuần, tối đi nguy hiểm.",
        )
        make_feedback(
            cast.agency, at=NOW, sector=sector, words="Rác ở chợ không ai thu gom, mùi hôi bay vào nhà dân suốt ngày."
        )

        assert [one.feedback for one in likely_duplicates(first)] == [like]


class TestPages:
    def test_the_wording_proposed_holds_no_name_and_no_number(self, client: Client, cast: Cast) -> None:
        feedback = make_feedback(cast.agency, at=NOW, words=_WORDS)
        client.force_login(cast.editor)

        page = client.get(reverse("feedback:moderate", args=[feedback.pk]))

        initial = page.context["listing"].initial
        assert "0905123456" not in initial["words"]
        assert "Nguyễn Văn Thử" not in initial["words"]

    def test_a_form_without_the_confirmation_lists_nothing_and_keeps_what_was_typed(
        self, client: Client, cast: Cast
    ) -> None:
        feedback = make_feedback(cast.agency, at=NOW)
        client.force_login(cast.editor)

        answer = client.post(
            reverse("feedback:moderate", args=[feedback.pk]),
            {"title": "Việc đã gõ", "words": "Nội dung đã gõ", "version": feedback.version},
        )

        assert answer.status_code == 422
        assert "Việc đã gõ" in answer.text
        assert not Feedback.objects.public().exists()

    def test_somebody_elses_change_in_between_keeps_what_was_typed(self, client: Client, cast: Cast) -> None:
        feedback = make_feedback(cast.agency, at=NOW)
        client.force_login(cast.editor)
        _listed(feedback, cast)
        typed = {"title": "Bản của tôi", "words": "Lời của tôi", "seen": "on", "version": feedback.version}

        answer = client.post(reverse("feedback:moderate", args=[feedback.pk]), typed)
        again = client.post(
            reverse("feedback:moderate", args=[feedback.pk]), typed | {"version": answer.context["feedback"].version}
        )

        assert answer.status_code == 422
        assert "Bản của tôi" in answer.text
        assert again.status_code == 302
        assert Feedback.objects.public().get().public_title == "Bản của tôi"

    def test_the_queue_holds_what_waits_the_oldest_first(self, client: Client, cast: Cast) -> None:
        waiting = [make_feedback(cast.agency, at=NOW) for _ in range(2)]
        make_listed_feedback(cast.agency, at=NOW)
        client.force_login(cast.editor)

        page = client.get(reverse("feedback:moderation"))

        assert list(page.context["page"].object_list) == waiting
