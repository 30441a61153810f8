"""What each variable of the environment does, for docs/reference/settings.md."""

# What each variable is for. The code says which there are; a difference either way is an error.
VARIABLES = {
    "CELERY_BROKER_URL": "The Redis of an installation whose tasks run on many machines: `redis://host:6379/0`. "
    "Unset: `./lantoa work` runs them itself, from the database.",
    "DATABASE_URL": "The database as one address: `postgres://user:password@host:port/name`. "
    "Unset: a SQLite file in the data folder.",
    "DJANGO_SETTINGS_MODULE": "The settings module; set by the entry points. "
    "The developers' doors use `lantoa.config.settings_test`.",
    "LANTOA_DATA": "The folder of everything an installation stores: database, evidence, reports, secret. "
    "Made if it is not there. `./lantoa demo` uses `var/demo` unless the variable is set.",
    "LANTOA_DEBUG": "Show traces in the browser. For development only.",
    "LANTOA_DIGEST_NAMES_MONTHS": "How many months the names of readers of an internal digest are kept.",
    "LANTOA_FEEDBACK_MONTHS": "After how many months the words, files and contact of feedback are erased; what is "
    "still open then is kept until it has ended.",
    "LANTOA_HOSTS": "Host names the site answers to, with commas between them.",
    "LANTOA_HTTPS": "The site stands behind a proxy that speaks HTTPS and sets `X-Forwarded-Proto`; "
    "cookies then travel over HTTPS only.",
    "LANTOA_MAIL": "How mail leaves: `folder` (a file for each mail in `mail/` of the data folder, for trying out), "
    "`console`, or `smtp://user:password@host:port?tls=starttls` (or `tls=ssl`). Unset: `folder`.",
    "LANTOA_MAIL_FROM": "The sender of every mail.",
    "LANTOA_OIDC_CLIENT_ID": "The name under which the OpenID Connect provider knows this installation.",
    "LANTOA_OIDC_NAME": "How the sign-in page calls the provider.",
    "LANTOA_OIDC_SECRET": "The secret that goes with LANTOA_OIDC_CLIENT_ID.",
    "LANTOA_OIDC_URL": "The address of an OpenID Connect provider whose identities may open accounts that are there "
    "already. Unset: sign-in by password only.",
    "LANTOA_ORIGINS": "Origins (`https://name`) whose forms are accepted, with commas between them; "
    "needed behind an HTTPS proxy.",
    "LANTOA_PAGE_CACHE_MB": "Room for ready public pages in the memory of each web process, in megabytes; "
    "0 switches the page cache off. Off with LANTOA_DEBUG.",
    "LANTOA_ACCESS_LOG_MONTHS": "For how many months it is kept who of the staff looked at personal data.",
    "LANTOA_DATA_OBJECTION_DAYS": "Within how many days an officer decides on an objection to how data is used "
    "(Decree 356/2025/NĐ-CP as law firms sum it up; unverified, so that the province sets it).",
    "LANTOA_DATA_REQUEST_DAYS": "Within how many days an officer decides what a person asks about the own data "
    "(Decree 356/2025/NĐ-CP; the number is unverified, so that the province sets it).",
    "LANTOA_PRIVATE_MAIL_DAYS": "After how many days a message to a person, such as a receipt of feedback, is deleted "
    "from the outbox. Messages to officials on duty stay.",
    "LANTOA_ROOT": "The folder of the source tree; set by the script `lantoa`.",
    "LANTOA_SECOND_FACTOR": "Whether accounts that can publish or send must set up a second factor before they work "
    "in the back office. `./lantoa demo` sets it to 0 for what it serves.",
    "LANTOA_SECRET_KEY": "The key that signs sessions and encrypts the secrets of second factors. "
    "Unset: made on first use, kept as `secret_key` in the data.",
    "LANTOA_SMS": "How short messages to telephones leave: `folder` (a file for each in `sms/` of the data folder, for "
    "trying out), `console`, or `http` (the gateway of LANTOA_SMS_URL). Unset: none leave, and contests offer e-mail "
    "and accounts only.",
    "LANTOA_SMS_TOKEN": "The token that the SMS gateway asks for; sent as `Authorization: Bearer`.",
    "LANTOA_VOICE": "The folder of a voice that reads bulletins, supplied by the site: `model.onnx`, `tokens.txt`, and "
    "what the model asks for (`espeak-ng-data/`, `lexicon.txt`, `voice.toml`). Unset: recordings and proof listening.",
    "LANTOA_OUTSIDE_VOICE_URL": "The address of a speech service outside (docs/guides/van-hanh.md). Unset: off. Text "
    "leaves the province, so a person consents for each bulletin.",
    "LANTOA_OUTSIDE_VOICE_TOKEN": "The token that the speech service asks for; sent as `Authorization: Bearer`.",
    "LANTOA_OUTSIDE_VOICE_NAME": "The voice that the speech service is asked for.",
    "LANTOA_SMS_URL": "The address of the SMS gateway, which takes a JSON by POST: `to`, `text`, `id`.",
    "LANTOA_DELIVERY_DIR": "The folder below which packages of bulletins are put, one folder a station. Unset: "
    "`deliveries/` of the data folder. One that is set is never made: a disk that is not there is told of.",
    "LANTOA_SOURCE_SYSTEM": "How packages reach the source-information system: the dotted name of the operator's class "
    "(docs/reference/formats.md), or `fake` (illustrative: kept in a folder). Unset: not connected.",
    "LANTOA_LEAGUE_MINIMUM": "How many pieces of feedback must have come due in a period for an agency to be ranked "
    "in the league of responsiveness.",
    "LANTOA_GUIDE_STALE_MONTHS": "After how many months without a look a procedure of the service guide is marked as "
    "old, and the agency that keeps it is asked.",
    "LANTOA_STALE_MONTHS": "After how many months a public story that nobody has changed is asked about again. "
    "A story with a day of its own to be looked at is asked about on that day.",
    "LANTOA_URL": "The public address of the installation, for links that leave it.",
    "PATH": "Where the system's programs are looked for, LibreOffice's `soffice` among them.",
    "PYTHON": "The Python that `.venv` is made with; tried by the script `lantoa` before any other.",
    "LANTOA_ZALO_CHARACTERS": "How many characters one message of the Zalo channel takes; forms of stories are counted "
    "against it.",
}
