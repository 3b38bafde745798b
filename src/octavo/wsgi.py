"""The site as a WSGI application: threads, because every page is a few short queries."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
