"""Indices on the public pages."""

from dataclasses import dataclass
from datetime import datetime

import pytest
from django.test import Client

from lantoa.apps.indices.factories import (
    EntityFactory,
    IndexSourceFactory,
    make_index,
    make_series,
    make_value,
)
from lantoa.apps.indices.models import Entity, Index

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, slots=True)
class Observed:
    """An index of five years with a break and an absence, home with its region and the nation, and a neighbour."""

    index: Index
    home: Entity
    region: Entity
    nation: Entity
    neighbour: Entity


@pytest.fixture
def observed(now: datetime) -> Observed:
    index = make_index("pci", short_name="PCI", parts=3)
    region = EntityFactory(region=True, slug="bac-trung-bo", name="Bắc Trung Bộ", short_name="Bắc Trung Bộ")
    nation = EntityFactory(nation=True)
    home = EntityFactory(home=True, slug="quang-tri", name="Tỉnh Quảng Trị", short_name="Quảng Trị", parent=region)
    neighbour = EntityFactory(slug="hue", name="Thành phố Huế", short_name="Huế", parent=region)
    numbers = {2019: "21.11", 2020: "22.22", 2021: "23.33", 2022: "24.44"}
    make_series(index, home, numbers, at=now)
    make_series(index, neighbour, {2019: "25.01", 2022: "26.02"}, at=now)
    make_series(index, region, {2022: "24.13"}, at=now)
    make_series(index, nation, {2022: "23.14"}, at=now)
    edition = index.editions.get(year_measured=2022)
    source = IndexSourceFactory(title="Báo cáo thành phần 2022")
    for part, own, other in zip(edition.scale.components.exclude(parent=None), "586", "697", strict=True):
        make_value(edition, home, f"{own}.5", at=now, component=part, source=source)
        make_value(edition, neighbour, f"{other}.25", at=now, component=part, source=source, rank=1)
    return Observed(index, home, region, nation, neighbour)


ADDRESSES = [
    "/chi-so/",
    "/chi-so/nguon/",
    "/chi-so/so-sanh/",
    "/chi-so/pci/",
    "/chi-so/pci/thu-hang/",
    "/chi-so/pci/la-gi/",
    "/chi-so/pci/2022/",
    "/chi-so/pci/2022/xep-hang/",
]


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return str(response.content.decode())


class TestPages:
    @pytest.mark.parametrize("address", ADDRESSES)
    def test_answer(self, client: Client, observed: Observed, address: str) -> None:
        assert "PCI" in read(client, address)
