"""The body in the markup of other publishers, as facts tell it; every word is ours.

Each page holds the same four sentences of its language and, around and between them, what that kind of page puts there
that is no text of the article.
"""

from dataclasses import dataclass

import pytest

from crawler.extraction import extract

EN = (
    "The island council met on Tuesday evening to settle what is to become of the old net lofts by the harbour.",
    "For once the hall was full to the last chair, and those who came late stood in the corridor with the door open.",
    "The harbour master said that two of the seven lofts were beyond repair and that the others leaked at the sea side.",
    "A vote is due in March; until then the lofts stay locked, and whoever has nets in them should fetch the key.",
)
DE = (
    "Der Inselrat trat am Dienstagabend zusammen, um zu entscheiden, was aus den alten Netzböden am Hafen wird.",
    "Diesmal war der Saal bis auf den letzten Stuhl besetzt, und wer zu spät kam, stand im Flur bei offener Tür.",
    "Zwei der sieben Böden seien nicht mehr zu retten, sagte die Hafenmeisterin, die anderen seeseitig undicht.",
    "Abgestimmt wird im März; bis dahin bleiben die Böden zu, und wer Netze darin hat, holt sich den Schlüssel.",
)
RU = (
    "Совет острова собрался во вторник вечером, чтобы решить, что станет со старыми сетевыми сараями у причала.",
    "На этот раз зал был полон до последнего стула, а опоздавшие стояли в коридоре у открытой двери.",
    "Начальница порта сказала, что два сарая из семи уже не спасти, а остальные протекают со стороны моря.",
    "Голосование назначено на март; до тех пор сараи заперты, и за ключом надо идти к начальнице порта.",
)
UK = (
    "Рада острова зібралася у вівторок увечері, щоб вирішити, що буде зі старими коморами для сіток біля причалу.",
    "Цього разу зала була повна до останнього стільця, а ті, хто запізнився, стояли в коридорі біля дверей.",
    "Начальниця порту сказала, що дві комори із семи вже не врятувати, а решта протікає з боку моря.",
    "Голосування призначено на березень; до того часу комори замкнені, і по ключ треба йти до начальниці порту.",
)
TR = (
    "Ada meclisi, limandaki eski ağ depolarının ne olacağına karar vermek için salı akşamı toplandı.",
    "Bu kez salon son sandalyeye kadar doluydu; geç kalanlar koridorda, açık kapının önünde ayakta bekledi.",
    "Liman başkanı, yedi depodan ikisinin artık kurtarılamayacağını, ötekilerin deniz tarafından su aldığını söyledi.",
    "Oylama mart ayında yapılacak; o güne kadar depolar kilitli kalacak, anahtar liman başkanından alınacak.",
)
JA = (
    "島の議会は火曜日の夜に集まり、港の古い網小屋をこれからどうするかを話し合った。",
    "この日は最後の椅子まで埋まり、遅れて来た人は開いたままの戸のそばの廊下に立っていた。",
    "港長は、七つの小屋のうち二つはもう直せず、残りも海側から雨が漏っていると述べた。",
    "採決は三月に行われる。それまで小屋は閉まったままで、網のある人は鍵を取りに来てほしいという。",
)


@dataclass(frozen=True)
class Shape:
    """`inside` holds the sentences as {0} to {3}; `more` lines that are text, too, in the order of the page."""

    text: tuple[str, ...]
    title: str
    markup: str
    subheads: tuple[str, ...] = ()


SHAPES = {
    "hashed classes, caption twice, amended at the end": Shape(
        EN,
        "What becomes of the net lofts",
        """<main><div class="dcr-1aa"><h1 class="dcr-x1">{title}</h1>
        <div class="dcr-2bb" id="the-caption"><span>The lofts in May.</span> Photograph: Ada Holm/Isle Pictures</div>
        <figure class="dcr-3cc"><img src="/1.jpg"><figcaption class="dcr-4d"><svg></svg><span>The lofts in May.</span>
        Photograph: Ada Holm/Isle Pictures</figcaption></figure>
        <div class="dcr-5ee"><p class="dcr-p">{0}</p><p class="dcr-p">{1}</p><aside class="dcr-6f"><h2>Sign up to Low Tide</h2>
        <p>Our email each Friday on all that happens between the piers, free of charge for everyone.</p></aside>
        <p class="dcr-p">{2}</p><p class="dcr-p">{3}</p>
        <p class="dcr-p">This article was amended on 3 March 2026. An earlier version said that nine lofts were leaking.</p>
        </div></div></main>""",
    ),
    "author card, who contributed": Shape(
        EN,
        "What becomes of the net lofts",
        """<main class="Page-main"><h1>{title}</h1><div class="Page-authors">By ADA HOLM and BEN ROWE</div>
        <div class="RichTextStoryBody RichTextBody"><p>{0}</p><p>{1}</p>
        <div class="HTMLModuleEnhancement"><h2>Most read</h2><ul><li><a href="/1">Toll to rise on the northern pier</a></li>
        <li><a href="/2">A keeper for the light is found</a></li></ul></div><p>{2}</p><p>{3}</p>
        <p>Holm reported from Norwick, Isle. Island Wire writers Ben Rowe and Cy Tan contributed to this report.</p></div>
        <div class="Author"><div class="Author-content"><div class="Author-name">ADA HOLM</div>
        <div class="Author-bio RichTextBody">Holm covers the harbours of the northern isles for Island Wire.</div></div></div>
        </main>""",
    ),
    "gallery, sign-off, standards": Shape(
        EN,
        "What becomes of the net lofts",
        """<main><article><h1>{title}</h1><div data-testid="PrimaryGalleryWrapper"><div data-testid="Body"><b>[1/5]</b>
        <span>Nets hang in a loft at Norwick, March 2, 2026. ISLAND WIRE/Ada Holm</span>
        <a href="/l">Purchase Licensing Rights<span>, opens new tab</span></a></div></div>
        <div class="article-body__content"><div data-testid="paragraph-0">{0}</div><div data-testid="paragraph-1">{1}</div>
        <div data-testid="paragraph-2">{2}</div><div data-testid="paragraph-3">{3}</div>
        <div data-testid="SignOff"><span data-testid="Text">Reporting by Ada Holm in Norwick and Ben Rowe in Sandwick; Writing by
        Cy Tan; Editing by Dee Marsh</span></div><p data-testid="Body">Our Standards: <a href="/s">The Island Wire Principles.</a></p>
        </div></article></main>""",
    ),
    "wire notice above the text": Shape(
        DE,
        "Was aus den Netzböden wird",
        """<main><article class="article"><header><h1><span class="article-heading__kicker">Hafen: </span>
        <span class="article-heading__title">{title}</span></h1></header><aside class="article-notice">
        <p class="article-notice__text">Der Inselbote hat diese Meldung redaktionell nicht bearbeitet. Sie wurde automatisch von der
        Deutschen Presse-Agentur (dpa) übernommen.</p></aside><div class="article-body"><div class="article-page">
        <p class="paragraph article__item">{0}</p><p class="paragraph article__item">{1}</p>
        <figure><img src="/1.jpg"><figcaption class="figure__caption"><span class="figure__text">Die Böden im Mai</span>
        <span class="figure__copyright">© Ada Holm/&#8203;Inselbild/&#8203;dpa</span></figcaption></figure>
        <p class="paragraph article__item">{2}</p><p class="paragraph article__item">{3}</p></div></div>
        <p class="text-highlight">© dpa-infocom, dpa:260302-99-53606/3 (dpa)</p></article></main>""",
    ),
    "with files from": Shape(
        EN,
        "What becomes of the net lofts",
        """<main><article><h1>{title}</h1><div class="byline"><div class="bylineDetails">Ada Holm · Isle News · Posted: Mar 02, 2026
        4:00 PM EST | Last Updated: March 2</div></div><div class="story"><span><p>{0}</p><p>{1}</p>
        <figure class="imageMedia"><img src="/1.jpg"><figcaption class="image-caption">The lofts in May. (Ada Holm/Isle News)
        </figcaption></figure><p>{2}</p><p>{3}</p></span></div><div class="authorprofile-1x"><h2>ABOUT THE AUTHOR</h2>
        <p>Ada Holm is a reporter at the harbour desk of Isle News who also keeps bees.</p></div>
        <div class="source"><p>With files from The Island Wire and Cy Tan</p></div></article></main>""",
    ),
    "contributed in italics, related video": Shape(
        EN,
        "What becomes of the net lofts",
        """<main><article><h1>{title}</h1><div class="c-video"><figcaption class="c-video__caption"><span class="c-caption__desc">
        RELATED: Norwick counts its boats after the storm of last week</span></figcaption></div><div class="l-article__text">
        <p>{0}</p><p>{1}</p><div class="l-article__ad"><span>Story continues below advertisement</span></div><p>{2}</p><p>{3}</p>
        <p><em>—Island Wire writer Cy Tan contributed to this report.</em></p></div><div class="c-comments"><p class="author-name">
        Dee M.</p><p>I had my boat in the third of them for thirty years and it never once leaked on me.</p></div></article></main>""",
    ),
    "credit alone below pictures, cards of authors": Shape(
        EN,
        "What becomes of the net lofts",
        """<main><article><h1>{title}</h1><div class="ArticlePageChunks"><div class="body__inner-container"><p>{0}</p>
        <div class="caption"><span class="CaptionCredit-1x">Photograph: Ada Holm</span></div><p>{1}</p><h2>What leaks</h2><p>{2}</p>
        <p>{3}</p></div></div><div class="contributors"><a href="/c/ada">Ada Holm</a><div class="ContributorBioBio-2y"><p>Ada Holm
        writes on tools and boats for the Pier, and has a shed of her own.</p></div></div></article></main>""",
        ("What leaks",),
    ),
    "correction in strong and em": Shape(
        EN,
        "What becomes of the net lofts",
        """<main><div class="post"><h1>{title}</h1><div class="image__caption"><span>The lofts in May.</span><span>Photo: Ada Holm
        </span></div><div class="entry-content"><p>{0}</p><p>{1}</p><p>{2}</p><p>{3}</p>
        <p><strong>Correction: March 3, 2026</strong></p><p><em>This story has been corrected to say that seven lofts, not nine, stand
        by the harbour.</em></p></div></div></main>""",
    ),
    "alert bar and logo in h1": Shape(
        JA,
        "網小屋、これからどうなる",
        """<header><h1><a href="/"><img alt="Isle"></a></h1><div class="alert"><h1>津波注意報</h1></div></header><main>
        <h1 class="k9a">{title}</h1><div class="k8b"><p>{0}</p><p>{1}</p><p>{2}</p><p>{3}</p></div>
        <div class="k7c"><p>ここから続き 有料会員になると会員限定の有料記事もお読みいただけます。</p><p>今すぐ登録</p></div></main>""",
    ),
    "authors in the text's last paragraph": Shape(
        RU,
        "Что станет с сетевыми сараями",
        """<article class="doc"><header><h1 class="doc_header__name">{title}</h1></header><figure><img src="/1.jpg">
        <figcaption class="doc_media__caption"><p class="doc_media__text">Сараи в мае</p><p class="doc_media__src">Фото: Ада Холм,
        Островная газета</p></figcaption></figure><div class="article_text_wrapper"><p class="doc__text">{0}</p>
        <p class="doc__text">{1}</p><p class="doc__text">{2}</p><p class="doc__text">{3}</p>
        <p class="doc__text document_authors">Ада Холм, Бен Роу</p></div></article>""",
    ),
    "captions without a figure": Shape(
        UK,
        "Що буде з коморами для сіток",
        """<main><article class="post"><header class="post_article_header"><h1>{title}</h1></header>
        <div class="post_news_text"><p>{0}</p><div class="image-box"><img src="/1.jpg"><div class="image-box__caption">Комори у травні
        </div><div class="image-box__author">Джерело: Ада Холм</div></div><p>{1}</p>
        <p><strong>Читайте також:</strong> <a href="/2">Маяк отримав нову доглядачку</a></p><p>{2}</p><p>{3}</p></div>
        <div class="post_tags"><a href="/t">порт</a> <a href="/u">рада</a></div></article></main>""",
    ),
    "picture credit with a colon": Shape(
        TR,
        "Ağ depolarına ne olacak",
        """<main><h1>{title}</h1><figure class="image"><img src="/1.jpg"><figcaption>Fotoğraf : Ada Holm/İA</figcaption></figure>
        <div class="detay-icerik"><div class="detay-text"><p>{0}</p><p>{1}</p><p>{2}</p><p>{3}</p></div></div>
        <div class="detay-bulten"><p>İA'nın internet sitesinde, abonelere sunulan haberler özetlenerek yayımlanır.</p></div></main>""",
    ),
    "caption in i, credit twice": Shape(
        EN,
        "What becomes of the net lofts",
        """<main><article><h1 class="c-article-redesign-title">{title}</h1><i id="article-caption-content">
        <span class="c-article-caption__text">A loft at Norwick on Monday. (IW Photo/Ada Holm)</span> - <span>Copyright IW Photo</span></i>
        <div class="c-article-content"><p>{0}</p><p>{1}</p><div class="widget widget--type-related"><div>Related</div><ul><li>
        <a href="/1">A keeper for the light is found after two years</a></li></ul></div><p>{2}</p><p>{3}</p></div></article></main>""",
    ),
    "author's box inside the article": Shape(
        EN,
        "What becomes of the net lofts",
        """<main><article><h1>{title}</h1><figure><figcaption><span class="c-media-item__caption">The lofts in May.</span>
        <span class="c-media-item__credit">(Isle)</span></figcaption></figure><div class="article-body"><p>{0}</p><p>{1}</p><p>{2}</p>
        <p>{3}</p><p><i>Isle News' Cy Tan and Dee Marsh contributed to this report.</i></p><div class="article-meta">
        <div class="author-bio"><p>Ada Holm is a reporter for Isle News. Follow her on the harbour wall.</p></div></div></div>
        </article></main>""",
    ),
    "picture after a dash": Shape(
        EN,
        "What becomes of the net lofts",
        """<main><h1>{title}</h1><div class="article-byline">By Ada Holm</div><div class="image-container"><img src="/1.jpg">
        <div class="image-caption">The old net lofts stand by the harbour of Norwick March 2, 2026. — Picture by Ada Holm</div></div>
        <div class="article-body"><p>{0}</p><p>{1}</p><p>{2}</p><p>{3} — Island Wire</p></div></main>""",
    ),
    "an opinion, with agencies' lines": Shape(
        DE,
        "Was aus den Netzböden wird",
        """<main><article><h1>{title}</h1><div class="article-body"><p>{0}</p><p>{1}</p><p>{2}</p><p>{3}</p>
        <p><i>mit dpa</i></p><div class="inline-block"><p>Mehr zum Thema</p><ul><li><a href="/1">Der Leuchtturm hat eine Wärterin</a>
        </li><li><a href="/2">Die Maut am Nordkai steigt</a></li></ul></div></div></article></main>""",
    ),
    "a disclaimer inside the text": Shape(
        EN,
        "What becomes of the net lofts",
        """<main><h1>{title}</h1><div id="article-main"><p>{0}</p><p>{1}</p><p>{2}</p><p>{3}</p><em><strong>Disclaimer: The views
        expressed by the owners on harbour.example are their own and not those of the website or its management.</strong></em></div>
        </main><footer><ul><li><a href="/d">Disclaimer</a></li></ul></footer>""",
    ),
    "dateline outside the paragraphs, players inside the text": Shape(
        EN,
        "What becomes of the net lofts",
        """<main><h1>{title}</h1><div class="body-container"><div id="article-content" class="content-floated-wrap fb-quotable">
        <div class="wsw"><p>{0}</p><div class="wsw__embed"><figure class="media-image"><img src="/1.jpg" alt="Lofts">
        <figcaption><span class="caption">The lofts in May.</span></figcaption></figure></div><p>{1}</p>
        <div class="media-pholder media-pholder--video"><div class="c-mmp__player"></div><p>No media source currently available</p>
        <ul class="subitems"><li><a href="/240.mp4">240p | 5.1MB</a></li></ul></div><h2 class="wsw__h2">What leaks</h2><p>{2}</p>
        <div class="media-block also-read"><span>See also</span><a href="/2"><h4>A keeper for the light is found</h4></a></div>
        <p>{3}</p><p><em>With reporting by AFP and TASS</em></p></div><ul><li></li></ul><div class="c-author c-author--hlight">
        <img alt="16x9 Image"><div class="c-author__content"><h4>Ada Holm</h4><div class="wsw"><p>Ada Holm covers the harbours of the
        northern isles for the Isle Service.</p></div></div></div></div></div></main>""",
        ("What leaks",),
    ),
    "an old page without paragraphs": Shape(
        EN,
        "What becomes of the net lofts",
        """<table><tr><td><a href="/">Home</a><br><a href="/n">News</a></td><td><h1>{title}</h1><div class="zoomMe">{0}<br><br>{1}
        <br><br>{2}<br><br>{3}</div></td></tr></table><table><tr><td>Copyright (c) 2006. Isle Radio, all rights reserved.</td></tr></table>
        """,
    ),
    "the latest news of others behind it": Shape(
        EN,
        "What becomes of the net lofts",
        """<main><article class="story"><h1>{title}</h1><div class="story-text"><p>{0}</p><p>{1}</p><p>{2}</p><p>{3}</p></div></article>
        <section class="rolling"><h2>All of the latest news</h2>
        <article class="story"><h2><a href="/1">A keeper for the light</a></h2><p>The lighthouse of Sandwick has a keeper again, after two
        years in which nobody asked for the post. He will be paid in firewood and in fish.</p></article>
        <article class="story"><h2><a href="/2">The toll rises</a></h2><p>Whoever lands at the northern pier pays two crowns more from
        April on, the port authority said on Monday. Rowing boats stay free of charge.</p></article></section></main>""",
    ),
}


@pytest.mark.parametrize("name", SHAPES)
def test_the_body_is_what_the_journalist_wrote(name: str) -> None:
    shape = SHAPES[name]
    markup = shape.markup.format(*shape.text, title=shape.title)
    html = f"<html><head><title>{shape.title} | Isle News</title></head><body>{markup}</body></html>"
    read = extract(html.encode(), "https://isle.example/2026/03/02/net-lofts").body.split("\n\n")
    read = [line.removesuffix(" — Island Wire") for line in read]
    assert [line for line in read if line not in shape.subheads] == list(shape.text)
    assert [line for line in read if line in shape.subheads] == list(shape.subheads)
