"""Who may come through the demo's back door: whoever sits at this very machine, and nobody else."""

from functools import wraps
from ipaddress import ip_address

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

# A proxy says so in one of these: then the one who really asks may sit anywhere.
PASSED_ON = ("HTTP_X_FORWARDED", "HTTP_FORWARDED", "HTTP_VIA", "HTTP_X_REAL_IP")


def at_this_machine(view):
    """Only in demo mode (else there is no such page), and only asked from this machine by its own name."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs):
        if not settings.DEMO:
            raise Http404
        host = request.get_host().rpartition(":")[0] or request.get_host()
        asked_from_here = is_loopback(request.META.get("REMOTE_ADDR", ""))
        if not (asked_from_here and is_loopback(host)) or any(key.startswith(PASSED_ON) for key in request.META):
            raise PermissionDenied(_("The demo’s people can be tried only on the computer that runs it."))
        return view(request, *args, **kwargs)

    return guarded


def is_loopback(address: str) -> bool:
    """Whether an address, or a host's name, means this machine."""
    if address == "localhost":
        return True
    try:
        ip = ip_address(address.strip("[]"))
    except ValueError:
        return False
    return (getattr(ip, "ipv4_mapped", None) or ip).is_loopback
