"""Who may come through the demo's back door: whoever sits at this very machine, and nobody else."""

from functools import wraps
from ipaddress import ip_address

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.request import split_domain_port
from django.shortcuts import render
from django.utils.translation import gettext as _

# A proxy says so in one of these: then the one who really asks may sit anywhere.
PASSED_ON = ("HTTP_X_FORWARDED", "HTTP_FORWARDED", "HTTP_VIA", "HTTP_X_REAL_IP")


def at_this_machine(view):
    """Only in demo mode (else there is no such page), and only asked from this machine by its own name."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs):
        if not settings.DEMO:
            raise Http404
        if not is_from_here(request):
            explanation = _("The demonstration’s people can be tried only on the computer that runs it.")
            return render(request, "403.html", {"explanation": explanation}, status=403)
        return view(request, *args, **kwargs)

    return guarded


def is_from_here(request: HttpRequest) -> bool:
    """Asked from this machine, by its own name, through nobody."""
    host, _port = split_domain_port(request.get_host())
    addresses = (request.META.get("REMOTE_ADDR", ""), host)
    return all(map(is_loopback, addresses)) and not any(key.startswith(PASSED_ON) for key in request.META)


def is_loopback(address: str) -> bool:
    """Whether an address, or a host's name, means this machine."""
    if address == "localhost":
        return True
    try:
        ip = ip_address(address.strip("[]"))
    except ValueError:
        return False
    return (getattr(ip, "ipv4_mapped", None) or ip).is_loopback
