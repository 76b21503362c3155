import json
from pathlib import Path

from django.core.management.base import BaseCommand

from foia_hub.models import Agency

CONTACTS = Path(__file__).resolve().parents[2] / "contacts.json"


class Command(BaseCommand):
    help = "Loads the agencies' contacts. Running it again changes nothing."

    def handle(self, *args, **options):
        contacts = json.loads(CONTACTS.read_text(encoding="utf-8"))
        for contact in contacts:
            Agency.objects.update_or_create(name=contact["name"], defaults=contact)
        self.stdout.write(f"Loaded {len(contacts)} agency contacts")
