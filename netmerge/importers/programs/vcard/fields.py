"""One card's properties in, one after the other; the columns of its record out."""

from __future__ import annotations

from typing import Any

from netmerge.importers.programs.vcard.extra import Extra
from netmerge.importers.programs.vcard.tokens import Card
from netmerge.importers.tables.organisations import ORGANISATION, PERSON, is_organisation
from netmerge.text.folding import squeeze
from netmerge.text.urls import linkedin_slug
from netmerge.vcard import handles, values
from netmerge.vcard.beyond import PRODID
from netmerge.vcard.charsets import Charsets
from netmerge.vcard.heads import Head, Property
from netmerge.vcard.properties import KEPT, LISTS, OWN

_NAME = ("family_name", "given_name", "middle_name", "prefix", "suffix")
_PLACE = ("po_box", "extended", "street", "city", "region", "postcode", "country")
_KINDS = {"group": "group", "true": "group", "person": PERSON}
_KINDS |= dict.fromkeys(("org", "organization", "organisation"), ORGANISATION)
"""Values of KIND and its like; `true` is that of X-EVOLUTION-LIST."""
_ANDROID = "vnd.android.cursor.item/"


class CardReader:
    """Collects the columns of one record, property by property; `finish` gives them."""

    def __init__(self, card: Card, charsets: Charsets) -> None:
        self.charsets = charsets
        self.version = card.version
        self.extra = Extra(card, charsets)
        self.fields: dict[str, Any] = {}
        self.lists: dict[str, dict[str, None]] = {}
        self.emails: list[tuple[int, str, str]] = []
        self.phones: list[tuple[int, str, str]] = []
        self.addresses: list[tuple[int, dict[str, str | None]]] = []
        self.organisations: list[tuple[int, str, str]] = []
        self.phonetic: dict[str, str] = {}
        self.is_company = False
        self.is_nameless = False
        self.name_rank = 102

    # What several properties do

    def text(self, property_: Property) -> str:
        """The value as one text."""
        return values.text(property_, self.charsets)

    def components(self, property_: Property) -> list[str]:
        """The components of a value, each as one text."""
        return [
            values.plain(component) for component in values.components(property_, self.charsets)
        ]

    def types(self, head: Head) -> str:
        """TYPE parameters and the label, joined by a comma; 4.0's PREF=1 is `pref`."""
        label = self.extra.label(head)
        if not label and not head.params:
            return ",".join(head.types)
        words = list(head.types)
        if head.param("PREF") == "1" and "pref" not in words:
            words.append("pref")
        if ";" in label:  # some programs write types there: WORK;VOICE
            words += [
                word
                for part in label.split(";")
                if (word := part.strip().lower()) and word not in words
            ]
        elif label and label not in words:
            words.append(squeeze(label.replace(",", " ")))
        return ",".join(words)

    def keep(self, property_: Property) -> None:
        """Keep a property that has no column, or whose column is taken."""
        self.extra.keep(property_)

    def set(self, column: str, property_: Property, value: str) -> None:
        """Fill a column that takes one text; a second, different text is kept in extra."""
        if not value:
            return
        if self.fields.setdefault(column, value) == value:
            self.extra.keep_rest(property_)
        else:
            self.extra.keep_text(property_.head, value)

    def add(self, column: str, value: str) -> None:
        """Append to a column that takes several texts, each once."""
        self.lists.setdefault(column, {})[value] = None

    # One method a property

    def full_name(self, property_: Property) -> None:
        """FN: of several the preferred one."""
        rank, name = _rank(property_.head), self.text(property_)
        if name and rank < self.name_rank:  # of several, which 4.0 allows, the preferred one
            self.name_rank = rank
            name, self.fields["full_name"] = self.fields.get("full_name", name), name
        self.set("full_name", Property(Head("FN"), name) if name else property_, name)

    def name(self, property_: Property) -> None:
        """N: the first one's names are the columns'."""
        if self.fields.keys() & {"family_name", "given_name"}:
            self.keep(property_)
            return
        components = values.components(property_, self.charsets)
        for column, component in zip(_NAME, components, strict=False):
            if "," not in component or self.version == "2.1":  # which has no lists
                text = values.plain(component)
            else:
                text = (", " if column == "suffix" else " ").join(values.items(component))
            if text:
                self.fields[column] = text
        if any(components[5:]):
            self.keep(property_)
        self.extra.keep_rest(property_)

    def nickname(self, property_: Property) -> None:
        """Nicknames, in one text."""
        self.set("nickname", property_, ", ".join(values.listed(property_, self.charsets)))

    def maiden_name(self, property_: Property) -> None:
        """The name before a marriage."""
        self.set("maiden_name", property_, self.text(property_))

    def phonetic_name(self, property_: Property) -> None:
        """A part of the name's reading; `finish` puts the parts together."""
        self.phonetic[property_.head.name] = self.text(property_)

    def sound(self, property_: Property) -> None:
        """SOUND: a name's reading, where a Japanese telephone wrote it."""
        if "x-irmc-n" in property_.head.types:
            reading = " ".join(filter(None, self.components(property_)))
            self.set("phonetic_name", Property(Head("SOUND"), ""), reading)
        else:
            self.keep(property_)

    def email(self, property_: Property) -> None:
        """An e-mail address with its types."""
        if address := values.uri(self.text(property_), "mailto:"):
            self.emails.append((_rank(property_.head), address, self.types(property_.head)))
            self.extra.keep_rest(property_, types_told=True)

    def phone(self, property_: Property) -> None:
        """A telephone number with its types."""
        if number := values.uri(self.text(property_), "tel:"):
            self.phones.append((_rank(property_.head), number, self.types(property_.head)))
            self.extra.keep_rest(property_, types_told=True)

    def address(self, property_: Property) -> None:
        """A postal address with its types."""
        texts = [component or None for component in self.components(property_)]
        if any(texts):
            address = dict(zip(_PLACE, texts, strict=False)) | {
                "type": self.types(property_.head) or None
            }
            self.addresses.append((_rank(property_.head), address))
            self.extra.keep_rest(property_, types_told=True)
            if any(texts[7:]):
                self.keep(property_)

    def organisation(self, property_: Property) -> None:
        """Company and department."""
        texts = self.components(property_)
        company, units = texts[0], ", ".join(filter(None, texts[1:]))
        if company or units:
            self.organisations.append((_rank(property_.head), company, units))
            self.extra.keep_rest(property_)

    def title(self, property_: Property) -> None:
        """The job title; further ones have a column of their own."""
        if (title := self.text(property_)) and self.fields.setdefault("title", title) != title:
            self.add("other_titles", title)
        self.extra.keep_rest(property_)

    def labelled_date(self, property_: Property) -> None:
        """A day of which a label says what it is."""
        if self.extra.label(property_.head).lower() != "anniversary" or not self._date(
            "anniversary", property_
        ):
            self.keep(property_)

    def birthday(self, property_: Property) -> None:
        """The birthday."""
        if self._date("birthday", property_):
            self.extra.keep_rest(property_)
        else:
            self.keep(property_)

    def anniversary(self, property_: Property) -> None:
        """The wedding day."""
        if self._date("anniversary", property_):
            self.extra.keep_rest(property_)
        else:
            self.keep(property_)

    def _date(self, column: str, property_: Property) -> bool:
        """Fill a column with a day; False if the column cannot tell all that the property says."""
        text = self.text(property_)
        day = values.date(text)
        if day and property_.head.param("X-APPLE-OMIT-YEAR") and len(day) == 10:
            day = "-" + day[4:]
        return (
            bool(day) and self.fields.setdefault(column, day) == day and values.is_whole_date(text)
        )

    def url(self, property_: Property) -> None:
        """A web address, or the LinkedIn profile."""
        address = self.text(property_)
        if linkedin := handles.linkedin_url(property_.head, address):
            self._linkedin(linkedin)
        elif address:
            self.add("urls", address)
        self.extra.keep_rest(property_)

    def _linkedin(self, address: str) -> None:
        """The first profile has its column; another one's address is a web address."""
        if linkedin_slug(self.fields.setdefault("linkedin_url", address)) != linkedin_slug(address):
            self.add("urls", address)

    def account(self, property_: Property) -> None:
        """Chat and social accounts."""
        value = self.text(property_)
        if not value:
            return
        if linkedin := handles.linkedin_url(property_.head, value):
            self._linkedin(linkedin)
            return
        self.add("handles", handles.handle(property_.head, value))
        if not handles.is_told(property_.head, value):
            self.extra.keep_text(property_.head, value)

    def categories(self, property_: Property) -> None:
        """Labels and groups."""
        for category in values.listed(property_, self.charsets):
            self.add("categories", category)

    def note(self, property_: Property) -> None:
        """Notes; our own writer puts several into one."""
        for text in self.text(property_).split(values.NOTE_BREAK):
            if note := text.strip():
                self.add("notes", note)
        self.extra.keep_rest(property_)

    def photo(self, property_: Property) -> None:
        """A picture: the largest is the column's."""
        picture = values.binary(property_)
        if picture is None:
            if property_.head.encoding != "B" or "://" in property_.value[:40]:
                self.extra.keep_text(property_.head, self.text(property_))
        elif len(picture) > len(self.fields.get("photo", b"")):
            self.fields["photo"] = picture

    def uid(self, property_: Property) -> None:
        """The source's own identifier."""
        self.set("uid", property_, self.text(property_))

    def revision(self, property_: Property) -> None:
        """The day as of which the card holds."""
        day = values.date(self.text(property_))
        if day and len(day) == 10:
            self.fields["as_of"] = day
        else:
            self.keep(property_)

    def kind(self, property_: Property) -> None:
        """Person, organisation or group."""
        kind = self.text(property_).lower()
        if kind in _KINDS:
            self.fields["kind"] = _KINDS[kind]
        elif kind not in {"individual", ""}:
            self.keep(property_)

    def shown_as(self, property_: Property) -> None:
        """Apple's X-ABShowAs: which of its two names a card goes by."""
        if self.text(property_).upper() == "COMPANY":
            self.is_company = True
        else:
            self.keep(property_)

    def android(self, property_: Property) -> None:
        """Android's own rows: `vnd.android.cursor.item/nickname;Bob;1;;;…`."""
        kind, *data = self.components(property_)
        data += ["", ""]
        if kind == _ANDROID + "nickname" and data[0] and "nickname" not in self.fields:
            self.fields["nickname"] = data[0]
        elif kind == _ANDROID + "contact_event" and data[1] == "1":
            self.anniversary(Property(Head("ANNIVERSARY"), data[0]))
        else:
            self.keep(property_)

    def column_of_old(self, property_: Property) -> None:
        """A column of some other source, as our own writer puts it into a card: named by its label."""
        if name := self.extra.label(property_.head):
            self.extra.add(name, self.text(property_))
        else:
            self.keep(property_)

    def own(self, property_: Property) -> None:
        """Properties of netmerge's own whose text is the value of a column, if only of contacts."""
        entry = OWN[property_.head.name]
        column = entry.columns[0]
        value = entry.read(self.text(property_)) if entry.read else None
        if value is None:
            self.keep(property_)
        elif column in KEPT:
            self.extra.add(column, value)
        elif column in LISTS:
            self.add(column, value)
        elif self.fields.setdefault(column, value) != value:
            self.keep(property_)

    def nameless(self, property_: Property) -> None:  # noqa: ARG002  # that it is there says all
        """FN, which no card may lack, is no name."""
        self.is_nameless = True

    def producer(self, property_: Property) -> None:
        """The program that wrote the card; netmerge's own name is no news."""
        if self.text(property_) != PRODID:
            self.keep(property_)

    def orphan_label(self, property_: Property) -> None:
        """A label is part of what it labels; alone it is kept."""
        if self.extra.labels_nothing(property_.head):
            self.extra.add("X-ABLABEL", self.text(property_))

    # The record

    def finish(self) -> dict[str, Any]:
        """All columns that have a value."""
        fields = self.fields
        fields.update((column, list(texts)) for column, texts in self.lists.items())
        if self.emails:
            fields["emails"], fields["email_types"] = _best_first(self.emails)
        if self.phones:
            fields["phones"], fields["phone_types"] = _best_first(self.phones)
        if self.organisations:
            self._finish_organisations()
        if self.addresses:
            first, *others = [
                address for _, address in sorted(self.addresses, key=lambda found: found[0])
            ]
            fields["address_type"] = first.pop("type")
            fields.update(first)
            fields["other_addresses"] = others or None
        if self.phonetic and "phonetic_name" not in fields:
            words = (
                self.phonetic.get(f"X-PHONETIC-{part}-NAME") for part in ("FIRST", "MIDDLE", "LAST")
            )
            fields["phonetic_name"] = " ".join(filter(None, words))
        fields["kind"] = self._kind()
        if self.is_nameless:
            fields.pop("full_name", None)
        elif "full_name" not in fields and (name := self._name() or self._company_name()):
            fields["full_name"] = name
        fields["extra"] = self.extra.json()
        return fields

    def _finish_organisations(self) -> None:
        first, *others = sorted(self.organisations, key=lambda found: found[0])
        self.fields["company"], self.fields["department"] = first[1] or None, first[2] or None
        for _, company, units in others:
            self.fields.setdefault("other_companies", []).append(company)
            if units:
                self.extra.add("ORG", f"{company};{units}")

    def _name(self) -> str:
        names = (self.fields.get(f"{part}_name", "") for part in ("given", "middle", "family"))
        return " ".join(
            filter(None, (self.fields.get("prefix"), *names, self.fields.get("suffix")))
        )

    def _company_name(self) -> str:
        return self.fields.get("company") or "" if self.fields["kind"] == "organisation" else ""

    def _kind(self) -> str:
        fields = self.fields
        if "kind" in fields:
            return str(fields["kind"])
        if self.is_nameless and not self.is_company:
            return PERSON
        names = (self._name(), fields.get("full_name", ""))
        if self.is_company or is_organisation(
            names, fields.get("company") or "", fields.get("emails") or ()
        ):
            return ORGANISATION
        return PERSON


def _rank(head: Head) -> int:
    """Place in the order of preference: 4.0's PREF from 1 to 100, TYPE=pref as the first."""
    preference = head.param("PREF") if head.params else None
    if preference and preference.isdecimal() and len(preference) < 4:
        return int(preference)
    return 1 if "pref" in head.types else 101


def _best_first(found: list[tuple[int, str, str]]) -> tuple[list[str], list[str | None]]:
    if len(found) > 1:
        found = sorted(dict.fromkeys(found), key=lambda entry: entry[0])
    return [value for _, value, _ in found], [types or None for _, _, types in found]
