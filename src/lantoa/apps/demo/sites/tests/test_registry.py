import re
from pathlib import Path

import pytest

from lantoa.apps.demo.sites import SitesFileError, load_sites
from lantoa.apps.demo.sites.registry import SITES_FILE


class TestLoadSites:
    @pytest.mark.parametrize(
        ("old", "new", "complaint"),
        [
            ("sonoivu.quangtri.localhost", "sonoivu.example.vn", "is not under .localhost"),
            ('platform = "liferay"', 'platform = "joomla"', "platform 'joomla' is none of"),
            ('kind = "slow_page", article = 1', 'kind = "slow_page"', "fault slow_page states exactly: article"),
            ('kind = "slow_page"', 'kind = "lazy_page"', "fault 'lazy_page' is none of"),
            ('host = "sotttt.quangtri', 'host = "sonoivu.quangtri', "two sites with the same host"),
        ],
    )
    def test_refuses_a_declaration_that_cannot_be_served(
        self, tmp_path: Path, old: str, new: str, complaint: str
    ) -> None:
        file = tmp_path / "sites.toml"
        file.write_text(SITES_FILE.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        with pytest.raises(SitesFileError, match=re.escape(complaint)):
            load_sites(file)
