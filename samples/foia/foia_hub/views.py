import os
import time

from django.db import OperationalError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render

from foia_hub.models import Agency

INSTANCE = {
    "index": os.environ.get("CF_INSTANCE_INDEX", "0"),
    "zone": os.environ.get("CF_INSTANCE_ZONE", "none"),
}


def contacts(request):
    """The agencies; until instance 0 has made the database, a page that says so."""
    try:
        agencies = list(Agency.objects.all())
    except OperationalError:
        response = render(request, "foia_hub/contacts.html", {"instance": INSTANCE, "waiting": True}, status=503)
        response["Retry-After"] = "2"
        return response
    return render(request, "foia_hub/contacts.html", {"instance": INSTANCE, "agencies": agencies})


def slow(request):
    """Answers after ?seconds=, for trying what happens to a request under way."""
    try:
        seconds = min(max(float(request.GET.get("seconds", "1")), 0), 60)
    except ValueError:
        return HttpResponse("seconds is not a number\n", status=400, content_type="text/plain")
    # One write: print's own line end is a second one, and threads get between.
    print(f"slow request begins: {seconds} s\n", end="", flush=True)
    time.sleep(seconds)
    return JsonResponse({**INSTANCE, "seconds": seconds})


def healthz(request):
    return HttpResponse("ok\n", content_type="text/plain")
