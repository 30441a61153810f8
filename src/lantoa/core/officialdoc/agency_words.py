"""The words that Vietnamese agencies' names begin with, as plain patterns."""

HEADS = (
    "ubnd|uy ban|hdnd|hoi dong|ubmttq|mat tran|ubkt|"
    "tinh uy|thanh uy|huyen uy|thi uy|quan uy|dang uy|tinh doan|thanh doan|huyen doan|thi doan|dang bo|chi bo|"
    "chinh phu|thu tuong|quoc hoi|chu tich nuoc|van phong|vpub|"
    "bo(?! chinh tri\\b)|so|ban|phong|cuc|chi cuc|tong cuc|vu|trung tam|thanh tra|kho bac|bao hiem|ngan hang|"
    "cong an|bo doi|toa an|vien|truong|hoc vien|benh vien|bao|dai|tap chi|cong thong tin|thong tan xa|"
    "hoi|doan|lien doan|lien hiep|lien minh|hiep hoi|cong doan|cong ty|tong cong ty|tap doan|"
    "bcd|bch|bql|to cong tac|to giup viec|hat|doi|chi nhanh|buu dien|vien thong"
)
"""Alternation, in plain letters, of what an agency's name begins with ("so" is Sở, "bao" is Báo)."""

POSITIONS = (
    "giam doc|pho giam doc|tong giam doc|pho tong giam doc|chu tich|pho chu tich|bo truong|thu truong|thu tuong|"
    "pho thu tuong|chanh van phong|pho chanh van phong|truong ban|pho truong ban|pho ban|truong phong|pho truong phong|"
    "pho phong|bi thu|pho bi thu|tong bien tap|pho tong bien tap|vien truong|pho vien truong|hieu truong|"
    "pho hieu truong|cuc truong|pho cuc truong|chi cuc truong|pho chi cuc truong|vu truong|pho vu truong|"
    "tong cuc truong|pho tong cuc truong|to truong|to pho|pho to truong|chanh thanh tra|pho chanh thanh tra|chanh an|"
    "pho chanh an|chi huy truong|pho chi huy truong|chinh uy|pho chinh uy|truong cong an|pho truong cong an|"
    "truong dai|pho truong dai|doi truong|pho doi truong|hat truong|thu ky|tong thu ky|uy vien|pho hieu truong|"
    "chu nhiem|pho chu nhiem|truong doan|pho truong doan|thuong truc|ke toan truong|tong thanh tra|quyen|thong doc"
)
"""Alternation, in plain letters, of the positions that sign documents."""

SURNAMES = frozenset(
    (
        *(
            [
                "nguyen",
                "tran",
                "le",
                "pham",
                "hoang",
                "huynh",
                "phan",
                "vu",
                "vo",
                "dang",
                "bui",
                "do",
                "ho",
                "ngo",
                "duong",
                "ly",
                "dinh",
                "truong",
                "doan",
                "lam",
                "mai",
                "trinh",
            ]
        ),
        *(
            [
                "ha",
                "thai",
                "cao",
                "luong",
                "luu",
                "ta",
                "tong",
                "to",
                "chu",
                "chau",
                "quach",
                "bach",
                "dao",
                "dam",
                "kieu",
                "nghiem",
                "thach",
                "ton",
                "tang",
                "trieu",
                "vuong",
            ]
        ),
        *(
            [
                "phung",
                "khuc",
                "la",
                "lai",
                "lu",
                "mac",
                "nong",
                "ong",
                "quan",
                "sam",
                "than",
                "tieu",
                "tu",
                "ung",
                "van",
                "vi",
                "vien",
                "giap",
                "hua",
                "khong",
                "kha",
                "kim",
            ]
        ),
    )
)
"""Common family names in plain letters; they rank the candidates for the signer's name, they do not limit them."""
