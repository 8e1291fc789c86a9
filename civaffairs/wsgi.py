"""The application that a web server starts."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "civaffairs.settings")

application = get_wsgi_application()
