"""A property that tells an account ⇄ a handle, `service:name`, or a LinkedIn
address.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from netmerge.text.urls import linkedin_slug
from netmerge.vcard.heads import Head, quote
from netmerge.vcard.lines import escape
from netmerge.vcard.values import uri

_NETWORKS = (
    *("bluesky", "codeberg", "discord", "github", "gitlab", "kakaotalk", "keybase"),
    *("linkedin", "odnoklassniki", "orcid", "pinterest", "reddit", "slack", "snapchat"),
    *("soundcloud", "stackoverflow", "steam", "threads", "threema", "tiktok", "tumblr"),
    *("twitch", "viber", "vimeo", "vk", "weibo", "wickr", "xing", "youtube"),
)
"""Services whose property is called as they are."""

SERVICES = {
    "X-LINKEDIN-PROFILE": "linkedin",
    "X-LINKEDIN-URL": "linkedin",
    "X-AIM": "aim",
    "X-FACEBOOK": "facebook",
    "X-GADUGADU": "gadugadu",
    "X-GOOGLE TALK": "gtalk",
    "X-GOOGLE-TALK": "gtalk",
    "X-GROUPWISE": "groupwise",
    "X-GTALK": "gtalk",
    "X-ICQ": "icq",
    "X-INSTAGRAM": "instagram",
    "X-JABBER": "jabber",
    "X-KADDRESSBOOK-X-IMADDRESS": "im",
    "X-LINE": "line",
    "X-MASTODON": "mastodon",
    "X-MATRIX": "matrix",
    "X-MESSAGING/AIM-ALL": "aim",
    "X-MESSAGING/GADU-ALL": "gadugadu",
    "X-MESSAGING/GROUPWISE-ALL": "groupwise",
    "X-MESSAGING/ICQ-ALL": "icq",
    "X-MESSAGING/IRC-ALL": "irc",
    "X-MESSAGING/MSN-ALL": "msn",
    "X-MESSAGING/SKYPE-ALL": "skype",
    "X-MESSAGING/XMPP-ALL": "jabber",
    "X-MESSAGING/YAHOO-ALL": "yahoo",
    "X-MS-IMADDRESS": "im",
    "X-MSN": "msn",
    "X-QQ": "qq",
    "X-SIGNAL": "signal",
    "X-SIP": "sip",
    "X-SKYPE": "skype",
    "X-SKYPE-USERNAME": "skype",
    "X-TELEGRAM": "telegram",
    "X-TWITTER": "twitter",
    "X-WECHAT": "wechat",
    "X-WHATSAPP": "whatsapp",
    "X-YAHOO": "yahoo",
} | {f"X-{name.upper()}": name for name in _NETWORKS}
"""Properties that name one service each; several programs write them."""
KNOWN = frozenset(SERVICES.values())
"""Services, as a label of one's own may name them."""
_FEDERATED = frozenset({"mastodon", "matrix"})
"""Services of many servers: there an address says more than the name in it."""

ADDRESSED = frozenset({"IMPP", "X-SOCIALPROFILE", "SOCIALPROFILE"})
"""Properties whose parameters or address name the service."""

ACCOUNTS = ADDRESSED | SERVICES.keys()
"""All properties that tell an account."""
_CHATS = frozenset(
    "aim gadugadu groupwise gtalk icq im jabber msn qq sip skype xmpp yahoo".split()  # noqa: SIM905
)
"""Services that programs look for in IMPP; any other one is a social profile."""
_LONG_NAME = 250
"""Characters; a longer name is no parameter: few programs read a head of several
lines.
"""
_PLAIN_SERVICE = re.compile(r"[a-z0-9][a-z0-9 _+.-]{0,60}")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{0,30}):(?://)?(.*)", re.DOTALL)
_WEB = frozenset({"http", "https", "x-apple", "x-user"})
_SERVICE_PARAMS = frozenset({"X-SERVICE-TYPE", "SERVICE-TYPE", "X-USER", "PREF"})
_BARE_NAME = re.compile(r"@?[\w-]{2,100}")
"""A name at a service that is no host's: it has no dot."""
_PLACES = frozenset({"home", "work", "other", "pref", "internet"})


def linkedin_url(head: Head, value: str) -> str | None:
    """The LinkedIn profile that a URL or a social profile names.

    As written or, for a bare name, as an address.
    """
    if linkedin_slug(value):
        return value
    if _service(head) != "linkedin":
        return None
    if head.name not in ACCOUNTS and not is_bare_name(head, value):
        return None
    name = head.param("X-USER") or _name(value)
    if not name or "/" in name or " " in name:
        return None
    return f"https://www.linkedin.com/in/{name}"


def handle(head: Head, value: str) -> str:
    """The account as `service:name`, the service in lower case."""
    service = _service(head)
    if head.name in SERVICES and not _is_page(service, value):
        return f"{service}:{uri(value, service + ':')}"
    scheme = _SCHEME.fullmatch(value)
    if scheme and scheme[1].lower() not in _WEB:
        return f"{service or scheme[1].lower()}:{unquote(scheme[2])}"
    user = (head.param("X-USER") or "").strip()
    return f"{service or 'other'}:{user or (_name(value) if scheme else value)}"


def is_told(head: Head, value: str) -> bool:
    """Whether the handle says all that the property does.

    That is: no other address, no labels, no parameters.
    """
    if head.group:
        return False
    service = _service(head)
    if head.name in SERVICES:
        return not head.types and not head.params and not _is_page(service, value)
    scheme = value.partition(":")[0].lower()
    told = all(name in _SERVICE_PARAMS for name, _ in head.params)
    same = scheme in {service or scheme, "x-apple", "x-user"} - {"http", "https"}
    return told and same and set(head.types) <= {service}


def account_line(account: str) -> tuple[str, str]:
    """Head and value (escaped) of the property that is read as this account."""
    service, _, name = account.partition(":")
    is_scheme = _SCHEME.fullmatch(f"{service}:") and service not in _WEB
    if service in _CHATS or (is_scheme and (name.endswith("\\") or len(name) > _LONG_NAME)):
        address = name.replace("%", "%25")  # read back as an address, in which %41 is a letter
        address = "%2F" + address[1:] if address.startswith("//") else address
        return f"IMPP;X-SERVICE-TYPE={quote(service)}", escape(f"{service}:{address}")
    value = escape(f"x-apple:{name}")
    # A backslash would escape the closing quote; the value says the name too.
    user = "" if name.endswith("\\") else f";X-USER={quote(name)}"
    if service == "other":
        return f"X-SOCIALPROFILE{user}", value
    if _PLAIN_SERVICE.fullmatch(service) and service not in _PLACES:
        return f"X-SOCIALPROFILE;TYPE={quote(service)}{user}", value
    return f"IMPP;X-SERVICE-TYPE={quote(service)}{user}", value


def is_bare_name(head: Head, value: str) -> bool:
    """Whether the value of a web address is but a name at the service of its
    head.
    """
    return _service(head) in KNOWN and bool(_BARE_NAME.fullmatch(value))


def _is_page(service: str, value: str) -> bool:
    """Whether an account is given as the address of its page, which ends in its
    name.
    """
    is_address = value[:8].lower().startswith(("http://", "https://"))
    return is_address and service not in _FEDERATED and bool(_name(value))


def _service(head: Head) -> str:
    if head.name in SERVICES:
        return SERVICES[head.name]
    named = head.param("X-SERVICE-TYPE") or head.param("SERVICE-TYPE")
    if named:
        return named.strip().lower()
    return next((name for name in head.types if name not in _PLACES), "")


def _name(address: str) -> str:
    """What a profile's address ends in: `jack` of
    https://twitter.com/jack?lang=en.
    """
    path = address.partition("?")[0].partition("#")[0].rstrip("/")
    last = path.rpartition("/")[2]
    return unquote(last.removeprefix("x-apple:").removeprefix("@"))
