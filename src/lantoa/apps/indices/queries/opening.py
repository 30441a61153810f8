"""What stands in the way of showing an edition to the public, and what its reader should be told."""

from lantoa.apps.indices.models import Edition
from lantoa.apps.indices.queries.office_needs import Needs


def obstacles(edition: Edition) -> list[str]:
    """Return why the edition cannot be opened, each with what to do; [] where it can. Two queries."""
    found = []
    current = edition.values.current()
    if not current.filter(absence="").exists():
        found.append("Kỳ này chưa có giá trị nào; hãy nhập số liệu trước.")
    if not edition.illustrative and not edition.source_id and not edition.decision:
        found.append(
            "Chưa rõ số liệu là thật hay minh họa: hãy ghi nguồn hoặc văn bản công bố; số liệu minh họa thì đánh dấu "
            "“minh họa”."
        )
    if current.filter(preferred=False).exists() and _undecided(edition):
        found.append("Còn chỗ các nguồn khác nhau mà chưa chọn nguồn nào; hãy chọn ở bảng giá trị.")
    return found


def _undecided(edition: Edition) -> bool:
    rows = edition.values.current().order_by()
    places = set(rows.filter(preferred=False).values_list("entity", "component").distinct())
    chosen = rows.filter(preferred=True, entity__in={entity for entity, _ in places})
    return bool(places - set(chosen.values_list("entity", "component")))


def warnings(edition: Edition, needs: Needs) -> list[str]:
    """Return what may be opened but should be known first."""
    found = []
    if edition.illustrative:
        found.append("Đây là số liệu minh họa: mọi trang, hình và bảng của kỳ này sẽ mang dấu “minh họa”.")
    if edition.published_on is None:
        found.append("Chưa ghi ngày công bố.")
    if needs.conflicts:
        found.append(f"Có {needs.conflicts} chỗ các nguồn khác nhau; người đọc thấy cả các số ấy, có dấu.")
    if needs.unverified:
        found.append(f"Có {needs.unverified} giá trị chưa kiểm chứng; người đọc thấy dấu “chưa kiểm chứng”.")
    if needs.ranks_of_unknown:
        found.append("Có thứ hạng nhưng chưa ghi xếp trên bao nhiêu đối tượng; nên ghi “số đối tượng xếp hạng”.")
    return found
