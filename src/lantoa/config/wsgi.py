"""The application a web server calls: the page cache, and Django behind it."""

import os

from django.core.wsgi import get_wsgi_application

from lantoa.portal.page_cache import with_page_cache

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lantoa.config.settings")
application = with_page_cache(get_wsgi_application())
