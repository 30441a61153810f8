import gzip
import io
import re
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from lantoa.core.archive import ArchiveError, make_record, read_record, sha256_hex, verify_record

URL = "https://sotttt.quangtri.gov.vn/tin-tuc/cai-cach?id=12"
FETCHED_AT = datetime(2023, 3, 29, 8, 30, 15, 250000, tzinfo=timezone(timedelta(hours=7)))
RECORD_ID = "6f2c1a52-6a3e-4b3e-9a63-0c8c3a1f2b10"
HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")]
BODY = "<p>Cải cách hành chính</p>".encode()


def small_record(**changes):
    arguments = {"url": URL, "fetched_at": FETCHED_AT, "status": 200, "headers": HEADERS, "body": BODY}
    return make_record(**{**arguments, **changes}, record_id=RECORD_ID)


class TestMakeRecord:
    def test_gives_the_same_bytes_for_the_same_arguments(self):
        assert small_record() == small_record()

    def test_is_a_warc_1_1_response_that_the_reference_library_reads(self):
        [record] = list(ArchiveIterator(io.BytesIO(small_record()), check_digests="raise"))
        assert record.rec_headers.protocol == "WARC/1.1"
        assert record.rec_headers.get_header("WARC-Type") == "response"
        assert record.rec_headers.get_header("WARC-Record-ID") == f"<urn:uuid:{RECORD_ID}>"
        assert record.rec_headers.get_header("WARC-Date") == "2023-03-29T01:30:15.250000Z"
        assert record.rec_headers.get_header("WARC-Payload-Digest").startswith("sha256:")
        assert record.rec_headers.get_header("WARC-Block-Digest").startswith("sha256:")

    def test_is_exactly_one_gzip_member(self):
        assert gzip.decompress(small_record()).count(b"WARC/1.1\r\n") == 1

    def test_does_not_leave_a_wire_header_that_lies_about_the_kept_body(self):
        wire = [("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked"), ("Content-Length", "9999")]
        record = small_record(headers=wire)
        block = gzip.decompress(record).partition(b"HTTP/1.1 200 OK\r\n")[2]
        names = re.findall(rb"(?m)^(Content-[A-Za-z]+|Transfer-Encoding): (.*)\r$", block)
        assert names == [(b"Content-Length", str(len(BODY)).encode())]
        assert read_record(record).headers == tuple(wire)

    def test_cannot_be_tricked_into_a_further_header(self):
        record = small_record(headers=[("X-Note", "a\r\nSet-Cookie: evil=1")])
        assert read_record(record).headers == (("X-Note", "a  Set-Cookie: evil=1"),)

    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"url": ""}, "Địa chỉ"),
            ({"url": "https://a.vn/ b"}, "khoảng trắng"),
            ({"url": "https://a.vn/\r\nWARC-Type: x"}, "ký tự điều khiển"),
            ({"fetched_at": datetime(2023, 3, 29)}, "múi giờ"),
            ({"status": 99}, "Mã trạng thái HTTP 99"),
            ({"headers": [("Bad Name", "x")]}, "Tên trường đầu mục HTTP “Bad Name”"),
        ],
    )
    def test_refuses_what_would_break_the_record(self, changes, message):
        with pytest.raises(ArchiveError, match=message):
            small_record(**changes)

    def test_refuses_a_record_id_that_is_no_uuid(self):
        with pytest.raises(ArchiveError, match="không phải UUID"):
            make_record(URL, FETCHED_AT, 200, [], b"", record_id="bản số 1")


class TestReadRecord:
    def test_gives_back_what_was_put_in(self):
        exchange = read_record(small_record())
        assert exchange.url == URL
        assert exchange.fetched_at == FETCHED_AT
        assert exchange.status == 200
        assert exchange.headers == tuple(HEADERS)
        assert exchange.body == BODY
        assert exchange.payload_sha256 == sha256_hex(BODY)

    @settings(max_examples=60, deadline=None)
    @given(
        st.binary(max_size=200),
        st.integers(100, 599),
        st.lists(
            st.tuples(
                st.from_regex(r"\A[A-Za-z-]{1,12}\Z"),
                st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=20),
            ),
            max_size=5,
        ),
        st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
    )
    def test_gives_back_any_page(self, body, status, headers, moment):
        exchange = read_record(make_record(URL, moment, status, headers, body, record_id=RECORD_ID))
        assert (exchange.body, exchange.status, exchange.headers, exchange.fetched_at) == (
            body,
            status,
            tuple(headers),
            moment,
        )

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            (b"", "cắt cụt"),
            (b"not gzip at all", "không đọc được"),
            (gzip.compress(b"", mtime=0), "không có bản ghi"),
            (
                gzip.compress(b"WARC/1.1\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n", mtime=0),
                "không có bản ghi",
            ),
            (gzip.compress(b"hello\r\n", mtime=0), "không đọc được"),
        ],
    )
    def test_says_why_it_cannot_read(self, content, message):
        with pytest.raises(ArchiveError, match=message):
            read_record(content)

    def test_refuses_a_cut_record_and_a_second_member(self):
        record = small_record()
        for content in (record[:-1], record[: len(record) // 2], record + record, record + b"\0"):
            with pytest.raises(ArchiveError, match="không đọc được"):
                read_record(content)

    def test_refuses_two_records_in_one_member(self):
        plain = gzip.decompress(small_record())
        with pytest.raises(ArchiveError, match="nhiều hơn một bản ghi"):
            read_record(gzip.compress(plain + plain))

    def test_finds_a_body_changed_under_a_repaired_gzip(self):
        plain = gzip.decompress(small_record()).replace("Cải".encode(), "Cãi".encode())
        with pytest.raises(ArchiveError, match="digest failed"):
            read_record(gzip.compress(plain))

    def test_refuses_a_record_without_digests(self):
        plain = re.sub(rb"WARC-(Payload|Block)-Digest: [^\r]*\r\n", b"", gzip.decompress(small_record()))
        with pytest.raises(ArchiveError, match="thiếu WARC-Payload-Digest"):
            read_record(gzip.compress(plain))

    def test_stops_at_the_size_limit(self):
        with pytest.raises(ArchiveError, match="vượt quá 1000 byte"):
            read_record(small_record(body=b"0" * 1_000_000), max_bytes=1000)


class TestVerifyRecord:
    def test_accepts_an_untouched_record(self):
        record = small_record()
        verification = verify_record(record, sha256_hex(record))
        assert verification.ok
        assert "nguyên vẹn" in verification.reason

    def test_finds_every_flipped_byte(self):
        record = small_record()
        noted = sha256_hex(record)
        for index in range(len(record)):
            touched = bytearray(record)
            touched[index] ^= 0xFF
            assert not verify_record(bytes(touched), noted).ok, index

    @settings(max_examples=200, deadline=None)
    @given(st.data())
    def test_finds_any_change(self, data):
        record = small_record()
        index = data.draw(st.integers(0, len(record)))
        cut = data.draw(st.integers(0, 4))
        put = data.draw(st.binary(max_size=4))
        touched = record[:index] + put + record[index + cut :]
        assert verify_record(touched, sha256_hex(record)).ok == (touched == record)

    def test_says_in_vietnamese_that_the_record_was_changed(self):
        verification = verify_record(small_record(status=404), sha256_hex(small_record()))
        assert verification.reason.startswith("Bản lưu đã bị thay đổi")

    def test_does_not_accept_junk_with_the_right_hash(self):
        verification = verify_record(b"junk", sha256_hex(b"junk"))
        assert not verification.ok
        assert "không đọc được" in verification.reason

    @pytest.mark.parametrize("noted", ["", "abc", "0" * 65])
    def test_says_when_the_noted_hash_is_no_hash(self, noted):
        assert "Mã băm ghi trong sổ không hợp lệ" in verify_record(small_record(), noted).reason
