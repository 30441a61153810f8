"""The rows of an import that stay out, as a table to mend and upload again."""

from lantoa.apps.indices.models import IndexImport
from lantoa.apps.indices.queries.import_plan import ImportPlan

REASON = "Cần sửa gì"


def left_over_rows(kept: IndexImport, plan: ImportPlan) -> list[list[str]]:
    """Return the rows that stay out with sheet, line and reason before their cells; [] where all go in.

    The heading of each sheet stands above its rows, so that they can be mended and uploaded again.
    """
    found: list[list[str]] = []
    sheet = -1
    for row in plan.left_over:
        rows = kept.sheets[row.sheet]["rows"]
        if row.sheet != sheet:
            sheet = row.sheet
            found.append(["Trang tính", "Dòng", REASON, *kept.mapping["sheets"][sheet]["headings"]])
        reasons = "; ".join(
            f"{problem.column}: {problem.message}" if problem.column else problem.message for problem in row.problems
        )
        found.append([kept.sheets[sheet]["name"], str(row.line), reasons, *rows[row.line - 1]])
    return found
