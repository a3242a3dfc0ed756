"""LinkedIn addresses of any origin give one slug; other addresses give their host."""

import pytest

from netmerge.text.urls import host, linkedin_slug


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        ("https://www.linkedin.com/in/jane-doe", "jane-doe"),
        ("https://www.linkedin.com/in/Jane-Doe/", "jane-doe"),
        ("www.linkedin.com/in/jane-doe", "jane-doe"),
        ("linkedin.com/in/jane-doe?trk=x#top", "jane-doe"),
        ("http://uk.linkedin.com/in/jane-doe/en", "jane-doe"),
        ("https://www.linkedin.com/in/zo%C3%AB", "zoë"),
        ("https://www.linkedin.com/in/zoe%CC%88", "zoë"),
        ("https://www.linkedin.com/in/zoë", "zoë"),
        ("https://www.linkedin.com/in/zo%25C3%25AB", "zoë"),
        ("https://www.linkedin.com/pub/jane-doe/1b/2c3/4d5", "jane-doe-4d52c31b"),
        ("https://www.linkedin.com/pub/jane-doe/a/23/4", "jane-doe-004023a"),
        ("https\\://www.linkedin.com/in/jane-doe", "jane-doe"),
        ("https://www.linkedin.com/in", None),
        ("https://www.linkedin.com/in/", None),
        ("https://www.linkedin.com/company/acme", None),
        ("https://example.com/in/jane", None),
        ("https://notlinkedin.com/in/jane", None),
        ("", None),
        (None, None),
    ],
)
def test_linkedin_slug(url, slug):
    assert linkedin_slug(url) == slug


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://www.Example.co.uk/about", "example.co.uk"),
        ("example.com", "example.com"),
        ("https://user:pw@shop.example.com:8080/?q=1", "shop.example.com"),
        ("http\\://example.com", "example.com"),
        ("https://münchen.example", "münchen.example"),
        ("mailto:ann@example.com", None),
        ("127.0.0.1", None),
        ("no website", None),
        ("n/a", None),
        (None, None),
    ],
)
def test_host(url, name):
    assert host(url) == name
