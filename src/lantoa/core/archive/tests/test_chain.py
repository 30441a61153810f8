import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.core.archive import ChainError, ChainRow, chain_hash, sha256_hex, verify_chain

RECORDS = st.lists(st.tuples(st.binary(max_size=8), st.text(max_size=8)), min_size=1, max_size=8)


def chain_of(records):
    rows, previous = [], None
    for content, url in records:
        record_hash = sha256_hex(content)
        previous = chain_hash(previous, record_hash, url)
        rows.append(ChainRow(record_hash, previous, (url,)))
    return rows


class TestChainHash:
    def test_tells_apart_fields_that_join_to_the_same_text(self):
        assert chain_hash(None, "0" * 64, "ab", "c") != chain_hash(None, "0" * 64, "a", "bc")

    def test_stays_the_same_from_version_to_version(self):
        assert chain_hash(None, "0" * 64, "https://example.vn/") == (
            "6cea692c22a93078bed52b03ca19cccc6322bc20b5100aec0d5075544050adfb"
        )

    @pytest.mark.parametrize("wrong", ["", "0" * 63, "G" * 64, "A" * 64, "0" * 64 + "\n"])
    def test_refuses_what_is_not_a_hash(self, wrong):
        with pytest.raises(ChainError, match="không phải mã băm SHA-256"):
            chain_hash(None, wrong)


class TestVerifyChain:
    @given(RECORDS)
    def test_holds_for_an_untouched_chain(self, records):
        rows = chain_of(records)
        assert verify_chain(rows) is None
        assert verify_chain(rows, head=rows[-1].chain_hash) is None

    @given(RECORDS, st.data())
    def test_points_at_the_first_changed_record(self, records, data):
        rows = chain_of(records)
        index = data.draw(st.integers(0, len(rows) - 1))
        rows[index] = ChainRow(sha256_hex(b"another" + records[index][0]), rows[index].chain_hash, rows[index].parts)
        assert verify_chain(rows) == index

    @given(RECORDS, st.data())
    def test_points_at_the_first_changed_text(self, records, data):
        rows = chain_of(records)
        index = data.draw(st.integers(0, len(rows) - 1))
        rows[index] = ChainRow(rows[index].record_hash, rows[index].chain_hash, (rows[index].parts[0] + "x",))
        assert verify_chain(rows) == index

    @given(RECORDS.filter(lambda records: len(records) > 2), st.data())
    def test_finds_a_row_taken_out_of_the_middle(self, records, data):
        rows = chain_of(records)
        index = data.draw(st.integers(0, len(rows) - 2))
        del rows[index]
        assert verify_chain(rows) == index

    @given(RECORDS)
    def test_finds_rows_cut_off_at_the_end_when_it_knows_the_head(self, records):
        rows = chain_of(records)
        assert verify_chain(rows[:-1], head=rows[-1].chain_hash) == len(rows) - 1

    def test_points_at_a_row_whose_record_hash_is_no_hash(self):
        assert verify_chain([ChainRow("xyz", "0" * 64)]) == 0
