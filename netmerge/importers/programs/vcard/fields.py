"""One card's properties, one after the other → the columns of its record."""

from __future__ import annotations

from dataclasses import replace

from netmerge.importers.programs.vcard.gathered import IN_ORDER, UNRANKED, Gathered
from netmerge.importers.tables.organisations import ORGANISATION, PERSON
from netmerge.schema import ADDRESS_PARTS
from netmerge.text.urls import linkedin_slug
from netmerge.vcard import handles, values
from netmerge.vcard.beyond import PRODID
from netmerge.vcard.heads import Head, Property
from netmerge.vcard.labels import parted_label
from netmerge.vcard.properties import KEPT, LISTS, OWN

_NAME = ("family_name", "given_name", "middle_name", "prefix", "suffix")
_KINDS = {"group": "group", "true": "group", "person": PERSON}
_KINDS |= dict.fromkeys(("org", "organization", "organisation"), ORGANISATION)
"""Values of KIND and its like; `true` is that of X-EVOLUTION-LIST."""
_THINGS = frozenset({"application", "device", "location", "resource", "room", "thing"})
"""What else a card may be of (RFC 6350, 6473, 6869): no person, and so with the
organisations.
"""
_ANDROID = "vnd.android.cursor.item/"


class CardReader(Gathered):
    """Reads the properties of one card, one after the other: a method a property."""

    def full_name(self, property_: Property) -> None:
        """FN: of several, which 4.0 allows, the preferred one; others are other
        names.
        """
        rank, name = _rank(property_.head), self.text(property_)
        if name and rank < self.name_rank:
            self.name_rank = rank
            name, self.fields["full_name"] = self.fields.get("full_name", name), name
        if name and self.fields["full_name"] != name:
            self.add("other_names", name)

    def name(self, property_: Property) -> None:
        """N: the first one's names are the columns'; another one is another name.

        By what it is sorted, which 4.0 has in a parameter, is 3.0's SORT-STRING.
        """
        if sort_as := property_.head.param("SORT-AS"):
            self.extra.add("SORT-STRING", sort_as)
            params = tuple(pair for pair in property_.head.params if pair[0] != "SORT-AS")
            property_ = Property(replace(property_.head, params=params), property_.value)
        if self.fields.keys() & {"family_name", "given_name"}:
            parts = dict(zip(_NAME, self.components(property_), strict=False))
            self.further_names.append(" ".join(filter(None, map(parts.get, IN_ORDER))))
            self.keep(property_)
            return
        components = values.components(property_, self.charsets)
        for column, component in zip(_NAME, components, strict=False):
            if "," not in component or self.version == "2.1":  # which has no lists
                text = values.plain(component)
            else:
                blank = ", " if column == "suffix" else " "
                text = blank.join(values.items(component))
            if text:
                self.fields[column] = text
        if any(components[5:]):
            self.keep(property_)
        self.extra.keep_rest(property_)

    def nickname(self, property_: Property) -> None:
        """Nicknames, those of all lines in one text."""
        for name in self.listed(property_):
            self.nicknames[name] = None
        self.extra.keep_rest(property_)

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
        self._contact_point(property_, "mailto:", self.emails)

    def phone(self, property_: Property) -> None:
        """A telephone number with its types."""
        self._contact_point(property_, "tel:", self.phones)

    def _contact_point(
        self, property_: Property, scheme: str, found: list[tuple[int, str, str]]
    ) -> None:
        if value := values.uri(self.text(property_), scheme):
            head = property_.head
            found.append((_rank(head), value, self.types(head)))
            if head.group and parted_label(self.extra.label(head)):
                self.keep(property_)  # as a type it cannot be told whole
            else:
                self.extra.keep_rest(property_, types_told=True)

    def address(self, property_: Property) -> None:
        """A postal address with its types."""
        texts = [component or None for component in self.components(property_)]
        if not any(texts):
            return
        address = dict(zip(ADDRESS_PARTS, texts, strict=False))
        address["type"] = self.types(property_.head) or None
        self.addresses.append((_rank(property_.head), address))
        self.extra.keep_rest(property_, types_told=True)
        if any(texts[len(ADDRESS_PARTS) :]):
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
        title = self.text(property_)
        if title and self.fields.setdefault("title", title) != title:
            self.add("other_titles", title)
        self.extra.keep_rest(property_)

    def labelled_date(self, property_: Property) -> None:
        """A day of which a label says what it is."""
        is_known = self.extra.label(property_.head).lower() == "anniversary"
        if not (is_known and self._date("anniversary", property_)):
            self.keep(property_)

    def birthday(self, property_: Property) -> None:
        """The birthday."""
        self._day("birthday", property_)

    def anniversary(self, property_: Property) -> None:
        """The wedding day."""
        self._day("anniversary", property_)

    def _day(self, column: str, property_: Property) -> None:
        if self._date(column, property_):
            self.extra.keep_rest(property_)
        else:
            self.keep(property_)

    def _date(self, column: str, property_: Property) -> bool:
        """Fill a column with a day; False if the column cannot tell all that the
        property says.
        """
        text = self.text(property_)
        day = values.date(text)
        if not day:
            return False
        if property_.head.param("X-APPLE-OMIT-YEAR") and len(day) == len("1604-12-31"):
            day = "-" + day[4:]
        is_told = self.fields.setdefault(column, day) == day
        return is_told and values.is_whole_date(text)

    def url(self, property_: Property) -> None:
        """A web address, or the LinkedIn profile."""
        address = self.text(property_)
        head = self._of_service(property_.head)
        if linkedin := handles.linkedin_url(head, address):
            self._linkedin(linkedin)
        elif handles.is_bare_name(head, address):
            self.add("handles", handles.handle(head, address))
        elif address:
            self.add("urls", address)
        self.extra.keep_rest(property_)

    def _of_service(self, head: Head) -> Head:
        """A head whose label names a service, with that as its service."""
        label = self.extra.label(head).lower()
        if label not in handles.KNOWN:
            return head
        return replace(head, params=(*head.params, ("X-SERVICE-TYPE", label)))

    def _linkedin(self, address: str) -> None:
        """The first profile has its column; another one's address is a web
        address.
        """
        first = self.fields.setdefault("linkedin_url", address)
        if linkedin_slug(first) != linkedin_slug(address):
            self.add("urls", address)

    def account(self, property_: Property) -> None:
        """Chat and social accounts; KDE writes several into one line."""
        head = self._of_service(property_.head)
        for value in filter(None, map(str.strip, self.text(property_).split(values.KDE_BREAK))):
            if linkedin := handles.linkedin_url(head, value):
                self._linkedin(linkedin)
                continue
            self.add("handles", handles.handle(head, value))
            if not handles.is_told(property_.head, value):
                self.extra.keep_text(property_.head, value)

    def categories(self, property_: Property) -> None:
        """Labels and groups."""
        for category in self.listed(property_):
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
        if day and len(day) == len("2024-12-31"):  # with its year
            self.fields["as_of"] = day
        else:
            self.keep(property_)

    def kind(self, property_: Property) -> None:
        """Person, organisation or group."""
        kind = self.text(property_).lower()
        if kind in _KINDS:
            self.fields["kind"] = _KINDS[kind]
        elif kind in _THINGS:
            self.fields["kind"] = ORGANISATION
            self.keep(property_)
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
        elif (
            kind == _ANDROID + "contact_event" and data[1] == "3" and "birthday" not in self.fields
        ):
            self.birthday(Property(Head("BDAY"), data[0]))
        else:
            self.keep(property_)

    def department(self, property_: Property) -> None:
        """A department that Roundcube writes beside ORG."""
        if not self.own_department:
            self.own_department = self.text(property_)
        else:
            self.keep(property_)

    def column_of_old(self, property_: Property) -> None:
        """A column of some other source, which our own writer names by a label."""
        if name := self.extra.label(property_.head):
            self.extra.add(name, self.text(property_))
        else:
            self.keep(property_)

    def own(self, property_: Property) -> None:
        """Properties of netmerge's own whose text is the value of a column, if
        only of contacts.
        """
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


def _rank(head: Head) -> int:
    """Place in the order of preference: 4.0's PREF, or TYPE=pref, which is the
    first.
    """
    preference = head.param("PREF") if head.params else None
    if preference and preference.isdecimal() and len(preference) < 4:
        return int(preference)
    return 1 if "pref" in head.types else UNRANKED
