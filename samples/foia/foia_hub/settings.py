"""Settings of the sample. Everything that differs from place to place comes from the environment."""
import json
import os
import secrets

application = json.loads(os.environ.get("VCAP_APPLICATION", "{}"))

SECRET_KEY = os.environ.get("SECRET_KEY") or secrets.token_urlsafe(32)
DEBUG = False
# The platform's router only passes on requests for this app's routes.
ALLOWED_HOSTS = ["*"]

INSTALLED_APPS = ["foia_hub"]
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
ROOT_URLCONF = "foia_hub.urls"
WSGI_APPLICATION = "foia_hub.wsgi.application"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]

# One file for all instances of one app: {application_id} keeps it apart from those of other apps and platforms.
DATABASE = os.environ.get("FOIA_DATABASE", "foia.sqlite3").replace("{application_id}", application.get("application_id", "local"))
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": DATABASE, "OPTIONS": {"timeout": 20}}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

USE_TZ = True
LANGUAGE_CODE = "en-us"
