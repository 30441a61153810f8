"""Personal data of the broadcasts: who wrote, approved, recorded and reported."""

from lantoa.apps.base.personal import Declared, Ground, Kind, Nothing, Purpose, Whose, personal

_WHO = "who_did"

PERSONAL = Declared(
    app="broadcasts",
    purposes=(
        Purpose(
            slug="voices",
            title="Giọng đọc bản tin phát thanh",
            why="Phát bản tin trên loa truyền thanh bằng giọng cán bộ đọc.",
            ground=Ground.DUTY,
            keeps="Cùng bản tin; tệp không còn bản tin nào dùng thì tự xóa.",
            seen_by="Cán bộ phát thanh; bản tin đã phát thì ai cũng nghe được.",
            erased="Cơ quan thu lại bản tin bằng giọng khác khi người đọc yêu cầu.",
        ),
    ),
    fields=(
        personal("broadcasts.Bulletin", "made_by submitted_by approved_by", Whose.OFFICIAL, Kind.BEHAVIOUR, _WHO),
        personal("broadcasts.TempoReading", "added_by", Whose.OFFICIAL, Kind.BEHAVIOUR, _WHO),
        personal("broadcasts.PlayLogUpload", "uploaded_by", Whose.OFFICIAL, Kind.BEHAVIOUR, _WHO),
        personal("broadcasts.PlayReport", "reported_by", Whose.OFFICIAL, Kind.BEHAVIOUR, _WHO),
        personal("broadcasts.ReportCorrection", "made_by", Whose.OFFICIAL, Kind.BEHAVIOUR, _WHO),
        personal("broadcasts.Placement", "decided_by", Whose.OFFICIAL, Kind.BEHAVIOUR, _WHO),
        personal("broadcasts.ReadingDecision", "decided_by", Whose.OFFICIAL, Kind.BEHAVIOUR, _WHO),
        personal("broadcasts.Sound", "ordered_by", Whose.OFFICIAL, Kind.BEHAVIOUR, _WHO),
        personal(
            "broadcasts.Sound",
            "mp3_sha256 opus_sha256 source_sha256 source_name",
            Whose.OFFICIAL,
            Kind.VOICE_PICTURE,
            "voices",
        ),
    ),
    nothing=(
        Nothing("broadcasts.Language", "code name", "Ngôn ngữ."),
        Nothing("broadcasts.Station", "slug name syllables_per_minute pause_factor tempo_readings", "Số đo của đài."),
        Nothing("broadcasts.Station", "key_version note", "Khóa và ghi chú của đài."),
        Nothing("broadcasts.Cluster", "name place speakers", "Cụm loa."),
        Nothing("broadcasts.Slot", "name minutes weekdays valid_from valid_to", "Khung giờ."),
        Nothing("broadcasts.TempoReading", "text syllables seconds read_on", "Đoạn văn mẫu để đo tốc độ đọc."),
        Nothing("broadcasts.Bulletin", "slug title greeting sign_off airings_at_most airings_a_day", "Bản tin."),
        Nothing("broadcasts.Bulletin", "script script_sha256 returned_reason withdrawn_reason key", "Lời bản tin."),
        Nothing("broadcasts.Item", "position title written story_sha256 places", "Tin trong bản tin, đã công khai."),
        Nothing("broadcasts.Airing", "day position state_reason", "Lần phát."),
        Nothing("broadcasts.PlayLogUpload", "file_name file_sha256 counts", "Tệp nhật ký máy phát."),
        Nothing("broadcasts.PlayReport", "seconds row problem key", "Dòng nhật ký máy phát."),
        Nothing("broadcasts.DeliveryRoute", "settings", "Cách chuyển gói tin đến đài."),
        Nothing("broadcasts.Delivery", "route_kind attempts problem", "Lần chuyển gói tin."),
        Nothing("broadcasts.Delivery", "package_sha256 manifest_sha256 receipt", "Mã băm của gói tin."),
        Nothing("broadcasts.ReportCorrection", "reason", "Lý do sửa nhật ký phát."),
        Nothing("broadcasts.Placement", "left_over reason", "Cách xếp giờ."),
        Nothing("broadcasts.HouseStyle", "greeting sign_off", "Lời chào chung."),
        Nothing("broadcasts.LexiconEntry", "written spoken valid_from valid_to source", "Cách đọc từ."),
        Nothing("broadcasts.ReadingDecision", "written spoken", "Cách đọc từ."),
        Nothing("broadcasts.Sound", "voice script_sha256 attempts problem seconds loudness peak", "Số đo âm thanh."),
        Nothing("broadcasts.Sound", "mp3_bytes opus_bytes key", "Dung lượng và khóa của lần làm."),
        Nothing("broadcasts.Jingle", "name sha256 seconds source", "Nhạc hiệu."),
    ),
    office_mail=("unconfirmed:",),
)
