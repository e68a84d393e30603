"""Legal notices are told from news about the laws that demand them."""

import pytest

from crawler.extraction import extract

LAW = "The ministry on Monday added the weekly Northern Lamp to its list of undesirable organizations, again."
MORE = (
    "Readers who share its articles may be fined, and people who work for it risk prison, lawyers in the capital say."
)
LAST = "The editors said from abroad that they would go on publishing every week, whatever the courts at home decide."
NOTICE = (
    "The Courier has been declared an undesirable organization by the authorities.",
    "Readers there could face fines for sharing this page.",
    "To find out more, click here.",
)
RUSSIAN = (
    "Минюст в понедельник внёс еженедельник «Северная лампа» в список нежелательных организаций, второй раз за год."
)


def generic(*paragraphs: str, notice: tuple[str, ...] = ()) -> bytes:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    box = f'<div class="notice">{"".join(f"<p>{text}</p>" for text in notice)}</div>' if notice else ""
    return (
        f"<html><body><article><h1>A Law And A Paper</h1><div class='article-body'>{body}</div>{box}</article>".encode()
    )


def pangea(*paragraphs: str, notice: tuple[str, ...] = ()) -> bytes:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    box = f'<div class="notice">{"".join(f"<p>{text}</p>" for text in notice)}</div>' if notice else ""
    return (
        '<html lang="en"><body class="pg-article"><div id="content"><h1 class="title pg-title">A Law And A Paper</h1>'
        f'<div id="article-content"><div class="wsw">{body}</div>{box}</div></div></body></html>'
    ).encode()


@pytest.mark.parametrize("make", [generic, pangea])
@pytest.mark.parametrize("law", [LAW, RUSSIAN])
@pytest.mark.parametrize("place", [0, 1])
def test_news_about_the_law_stays_in_the_body(make, law: str, place: int) -> None:
    paragraphs = [MORE, LAST]
    paragraphs.insert(place, law)
    page = extract(make(*paragraphs), "https://www.rferl.org/a/law/33000001.html")
    assert page.body.split("\n\n") == paragraphs
    assert page.disclaimer is None


@pytest.mark.parametrize("make", [generic, pangea])
def test_a_notice_with_a_box_of_its_own_is_all_notice(make) -> None:
    page = extract(make(LAW, MORE, LAST, notice=NOTICE), "https://www.rferl.org/a/law/33000001.html")
    assert page.body.split("\n\n") == [LAW, MORE, LAST]
    assert page.disclaimer == "\n\n".join(NOTICE)


@pytest.mark.parametrize("make", [generic, pangea])
def test_a_notice_may_close_the_text(make) -> None:
    page = extract(make(MORE, LAW, LAST, NOTICE[0]), "https://www.rferl.org/a/law/33000001.html")
    assert page.body.split("\n\n") == [MORE, LAW, LAST]
    assert page.disclaimer == NOTICE[0]
