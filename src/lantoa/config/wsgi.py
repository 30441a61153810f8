"""The application a web server calls: the burst door of contests, the page cache, and Django behind them."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lantoa.config.settings")
_django = get_wsgi_application()  # what follows needs the models

from lantoa.apps.contests.door import SubmissionDoor  # noqa: E402
from lantoa.portal.page_cache import with_page_cache  # noqa: E402

application = SubmissionDoor(with_page_cache(_django))
