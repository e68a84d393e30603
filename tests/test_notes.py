"""Lines around an article: credits, corrections and notices in many languages, author cards."""

import pytest

from crawler.extraction import extract, notes

CREDITS = [
    "Compiled from agency reports",
    "Information from the Associated Press was used in this story.",
    "Unter Mitarbeit von Jana Roth",
    "Con la colaboración de Ana Paz",
    "oprac. Jan Nowak",
    "За повідомленням Reuters",
    "وكالات",
    "(EP)",
    "出典：共同通信",
    "(Bericht von Anna Kley, redigiert von Tom Sanders.)",
    "(PAP) hwz/ mir/",
    "/ritzau/",
    "/БТА/",
    "(Theo TTXVN)",
    "TT bidrog till den här artikeln.",
    "AFP xabari asosida tayyorlandi",
    "בהכנת הידיעה השתתפה סוכנות רויטרס",
    "Avec des informations de La Presse Canadienne",
    "Me raportim nga AFP dhe dpa",
    "Editör: Şükrü Alaca",
    "ที่มา: สำนักข่าวไทย",
    "综合新华社、中新社报道",
    "With reporting by AFP and TASS",
    "Reporting by Ida Holm in Narvik; Editing by Per Lund",
    "Additional reporting by Ida Holm",
    "With files from The Canadian Press and Ida Holm",
    "—Associated Press writer Ida Holm contributed to this report.",
    "Holm reported from Narvik.",
    "Some information for this report came from Reuters.",
    "Based on reporting by Interfax",
    "Written by Ida Holm based on reporting by the Tarn Service",
    "mit dpa",
    "dpa-infocom",
    "mbr/sie",
    "(JSR // MKT)",
    "AFP, Reuters, TASS",
    "(mit dpa/AFP)",
    "© dpa-infocom, dpa:261117-930-312044/1 (dpa)",
    "Mit Material der dpa",
    "Quelle: KNA",
    "Mitarbeit: Ida Holm",
    "Top photo by Ida Holm",
    "Übersetzung: Ida Holm",
    "Übersetzung: Ida Holm-Brandstätter, Redaktion: Per Lund-Aasen, Schlussredaktion: Ane Dahl-Moe, "
    "Audioversion: Jonas Brekke-Sandvik und Marta Velin",
    "Avec AFP",
    "(avec l’AFP)",
    "Source : AFP",
    "Ont contribué à cet article : Ida Holm et Per Lund",
    "Con información de EFE y AP",
    "Con información de la agencia EFE",
    "Fuente: EFE",
    "Colaboró Ida Holm",
    "Com informações da Agência Brasil",
    "Com Lusa",
    "Edição: Ida Holm",
    "Fonte: ANSA",
    "Ha collaborato Ida Holm",
    "Met medewerking van Ida Holm en het ANP",
    "Bron: ANP",
    "Källa: TT",
    "Kilde: NTB",
    "Lähde: STT",
    "Źródło: PAP",
    "Zdroj: ČTK",
    "Forrás: MTI",
    "Sursa: Agerpres",
    "По материалам ТАСС",
    "С использованием материалов Интерфакса",
    "Источник: РИА Новости",
    "За матеріалами Укрінформу",
    "Джерело: УНІАН",
    "По информация на БТА",
    "Izvor: Hina",
    "Πηγή: ΑΠΕ-ΜΠΕ",
    "Kaynak: AA",
    "المصدر: رويترز",
    "منبع: ایسنا",
    "来源：新华社",
    "责任编辑：陈一鸣",
    "출처: 연합뉴스",
    "Sumber: Antara",
    "Editor: Bonar Siregat",
    "Nguồn: TTXVN",
    "Edited by: सुरेश मुंडा",
]

CORRECTIONS = [
    "Correction (March 3, 2026): The name was wrong.",
    "Update vom 3. März 2026: Die Zahl wurde ergänzt.",
    "Обновлено 3 марта 2026 года: добавлен комментарий.",
    "Güncelleme: Yanıt eklendi.",
    "A previous version of this story misstated the age.",
    "Este texto foi atualizado às 12h para incluir resposta da prefeitura.",
    "Sprostowanie. W pierwotnej wersji podaliśmy złą liczbę.",
    "Korrigjim: në një version të mëparshëm ura kishte tri harqe.",
    "შესწორება: ხიდი ექვსი წლისაა.",
    "※ 정정: 애초 기사에 숫자를 잘못 적었습니다.",
    "更正：本文初版有误。",
    "Correction: An earlier version of this story gave the wrong year.",
    "CORRECTION (Nov. 9): The bridge is 40 metres long, not 14.",
    "Clarification, Nov. 18, 2026: An earlier headline said that the notice covered the whole city.",
    "This story has been corrected to say that the ferry sails on Mondays.",
    "This article was amended on 4 November 2026 to correct the name of the ship.",
    "An earlier version of this article misstated the length of the bridge.",
    "Editor’s note: This story was updated with the council’s answer.",
    "UPDATE: The story has been updated with the council’s answer.",
    "Korrektur: In einer früheren Version hieß es, die Brücke sei 14 Meter lang.",
    "Anmerkung der Redaktion: Wir haben den Namen des Schiffes korrigiert.",
    "In einer früheren Fassung stand ein falscher Name.",
    "Rectificatif : le pont mesure 40 mètres et non 14.",
    "Cet article a été modifié le 9 novembre pour corriger un nom.",
    "Fe de errores: en una primera versión se decía que eran cinco noches; son tres.",
    "Corrección: el puente mide 40 metros.",
    "Este artículo ha sido actualizado con la respuesta del ayuntamiento.",
    "Erramos: o texto foi alterado.",
    "Correção: a ponte mede 40 metros.",
    "Errata corrige: il ponte misura 40 metri.",
    "Questo articolo è stato aggiornato con la risposta del comune.",
    "Correctie: de brug is 40 meter lang.",
    "Rättelse: bron är 40 meter lång.",
    "Rettelse: broen er 40 meter lang.",
    "Sprostowanie: most ma 40 metrów.",
    "Oprava: most měří 40 metrů.",
    "Helyesbítés: a híd 40 méter hosszú.",
    "Уточнение: длина моста 40 метров.",
    "Исправлено: длина моста 40 метров.",
    "Оновлено 10 листопада 2026 року: додано коментар амбулаторії.",
    "Виправлення: довжина мосту 40 метрів.",
    "Διόρθωση: η γέφυρα έχει μήκος 40 μέτρα.",
    "Düzeltme: köprü 40 metre uzunluğunda.",
    "تصحيح: طول الجسر 40 مترا.",
    "תיקון: אורך הגשר 40 מטרים.",
    "訂正：橋の長さは40メートルでした。",
    "更正：桥长40米。",
    "바로잡습니다: 다리 길이는 40미터입니다.",
]

DISCLAIMERS = [
    "Die Meinung des Autors entspricht nicht unbedingt der der Redaktion.",
    "この記事は筆者の個人的見解です。",
    "외부 필자의 글은 본지 의견과 다를 수 있습니다.",
    "Opiniile exprimate aparțin autorului.",
    "ความเห็นในบทความเป็นของผู้เขียน",
    "Cette dépêche a été publiée automatiquement par notre système.",
    "(यह खबर सीधे एजेंसी की फीड से ली गई है और इसे हमारी टीम ने संपादित नहीं किया है।)",
    "Esta noticia se ha publicado automáticamente a partir de un teletipo.",
    "Åsikterna är skribentens egna.",
    "本稿は自動翻訳で作成されました。",
    "Summit Wire receives financial support for its coverage from private foundations.",
    "The views expressed in this article are the author’s own and do not necessarily reflect those of the Courier.",
    "The opinions expressed here are those of the author alone.",
    "Disclaimer: Investments are subject to market risk.",
    "This story was auto-published from a syndicated feed; no part of it has been edited by Courier staff.",
    "Diese Meldung wurde von der Redaktion nicht bearbeitet. Sie wurde automatisch von der dpa übernommen.",
    "Dieser Gastbeitrag gibt die Meinung der Autorin wieder, nicht notwendigerweise die der Redaktion.",
    "Las opiniones expresadas en esta columna son responsabilidad de su autora.",
    "Les propos exprimés dans cette tribune n’engagent que leur auteur.",
    "As opiniões expressas neste artigo são de responsabilidade do autor.",
    "Мнение автора может не совпадать с позицией редакции.",
    "The Courier has been declared an undesirable organization by the authorities.",
    "Материал создан иностранным агентом «Вестник реки».",
    "本文仅代表作者个人观点。",
]

TEXT = [
    "Aktualisiert: 3. März 2026, 12:30 Uhr",
    "Last updated on March 3, 2026 at 3 p.m.",
    "Обновлено 3 марта 2026 года в 12:30",
    "The trial of the harbour paper went on. " * 32 + "It has been declared an undesirable organization.",
    "Die Meinung des Autors ist seit Jahren bekannt, sein neues Buch nicht.",
    "Det er delte meninger om forfatteren, som bor i byen.",
    "Die Tür öffnet sich automatisch, sobald jemand kommt.",
    "La barrera se abre automáticamente al paso del tren.",
    "自動翻訳の市場は三年で倍になった。",
    "Con el alba llegó la lluvia.",
    "A spokesman declined to comment to Reuters.",
    "He told AFP.",
    "AP reported it.",
    "Beta is out.",
    "The council said on Monday that it would read the letter again before it answers the islanders.",
    "Source of the river is a spring above the village of Tarn, and nobody has ever measured it.",
    "Mit dem Schlepper sind das vierzig Minuten mehr am Tag, sagte der Vorsitzende des Realverbands.",
    "Con la nueva línea, el viaje dura doce minutos menos, según el ayuntamiento de la villa.",
    "Avec ce pont, le village retrouve son école, dit la maire devant une salle pleine de parents.",
    "Update or not, the ferry stays in port until the wind has gone, the captain told the passengers.",
    "The correction of the river took eleven years and three ministers, and it never was finished.",
    "According to Reuters, the smelter stopped two of its four lines on Tuesday after the strike.",
    "По данным полиции, мост закрыли в понедельник утром, и до конца недели он не откроется.",
    "她说，大桥的长度没有人量过，村里的老人也不记得。",
    "Her views of the harbour are known in every office of the town, and nobody there likes them.",
]


@pytest.mark.parametrize("text", CREDITS)
def test_credits(text: str) -> None:
    assert notes.classify(text) == "credit"


@pytest.mark.parametrize("text", CORRECTIONS)
def test_corrections(text: str) -> None:
    assert notes.classify(text) == "correction"


@pytest.mark.parametrize("text", DISCLAIMERS)
def test_disclaimers(text: str) -> None:
    assert notes.classify(text) == "disclaimer"


@pytest.mark.parametrize("text", [*TEXT, ""])
def test_text_of_the_article(text: str) -> None:
    assert notes.classify(text) is None


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ([("Ida Holm", True), ("She covers rivers and dams.", False)], [("Ida Holm", "She covers rivers and dams.")]),
        ([("The author", False), ("Ida Holm", False), ("Sails and tells.", False)], [("Ida Holm", "Sails and tells.")]),
        ([("By Ida Holm", False), ("Published on 06/01/2026 - 13:55 GMT+1", False)], []),
        ([("By Ida Holm", False), ("Holm is a reporter there.", False)], [("Ida Holm", "Holm is a reporter there.")]),
        ([("Ida Holm lives in Narvik and writes.", False)], [("Ida Holm", "Ida Holm lives in Narvik and writes.")]),
        ([("Ida Holm", True), ("More by Ida Holm", True), ("The ferry that would not sail", True)], []),
        ([("By Ida Holm", False), ("www.x.ex", True), ("Sails and tells.", False)], [("Ida Holm", "Sails and tells.")]),
        ([("ida@x.ex", False), ("Ida Holm", False), ("Sails and writes.", False)], [("Ida Holm", "Sails and writes.")]),
        ([("Follow us", True)], []),
        (
            [("Ida Holm is a reporter in Narvik.", False), ("Per Lund is the editor for ports.", False),
             ("The Harbour Courier is a newspaper of the isles.", False)],
            [("Ida Holm", "Ida Holm is a reporter in Narvik."),
             ("Per Lund", "Per Lund is the editor for ports.\n\nThe Harbour Courier is a newspaper of the isles.")],
        ),
        ([("Ida Holm", False), ("Ida Holm is a reporter.", False), ("Ida Holm is in Narvik today, she says.", False)],
         [("Ida Holm", "Ida Holm is a reporter.\n\nIda Holm is in Narvik today, she says.")]),
        ([], []),
    ],
)  # fmt: skip
def test_author_cards(blocks: list[tuple[str, bool]], expected: list[tuple[str, str]]) -> None:
    assert notes.bios(blocks) == expected


@pytest.mark.parametrize(
    ("text", "is_law"),
    [
        ("The Courier has been declared an undesirable organization by the authorities.", True),
        ("Издание внесено в реестр иностранных агентов.", True),
        ("The organization of the fair was undesirable to some, the mayor said.", False),
    ],
)
def test_what_speaks_of_a_law_against_newsrooms(text: str, is_law: bool) -> None:
    assert notes.is_legal(text) is is_law


@pytest.mark.parametrize(
    ("text", "is_copyright"),
    [
        ("© Harbour Courier 2026", True), ("Copyright 2026 Harbour Courier", True), ("dpa:261117-930-312044/1", True),
        ("By Ida Holm", False),
    ],
)  # fmt: skip
def test_whose_a_text_is(text: str, is_copyright: bool) -> None:
    assert notes.is_copyright(text) is is_copyright


@pytest.mark.parametrize(
    ("heading", "is_label"),
    [("Über den Autor", True), ("About the author", True), ("Sobre la autora", True), ("Autumn Reed", False)],
)
def test_headings_that_say_the_author(heading: str, is_label: bool) -> None:
    assert notes.names_the_author(heading) is is_label


@pytest.mark.parametrize(
    ("name", "is_name"),
    [
        ("Ida Holm", True), ("Redaktion Politik", True), ("Newsroom", True), ("李四", True),
        ("Ida", False), ("Political editor", False), ("This article", False), ("Über die Autorin", False),
        ("Die Autorin", False), ("Chief Correspondent", False),
    ],
)  # fmt: skip
def test_how_an_author_card_can_be_called(name: str, is_name: bool) -> None:
    assert notes.can_be_named(name) is is_name


def test_a_footer_of_links_is_no_notice() -> None:
    text = "<p>The ferry sails again on Monday, with new engines and a cook who comes from the islands himself.</p>" * 5
    notice = "<p><em>Disclaimer: The views of columnists are their own.</em></p>"
    footer = (
        '<footer><a href="/d">Disclaimer</a> <a href="/t">Terms</a> Copyright Courier. All rights reserved.</footer>'
    )
    page = f"<html><body><main><h1>The ferry</h1><div>{text}{notice}</div></main>{footer}</body></html>"
    assert (
        extract(page.encode(), "https://courier.example/ferry").disclaimer
        == "Disclaimer: The views of columnists are their own."
    )


@pytest.mark.parametrize(
    "line",
    [
        "Dieser Artikel entstand in Kooperation mit Arcadia Live.",
        "Dit verhaal kwam tot stand met steun van het Streekfonds Waarden.",
        "Dieser Text entstand mit freundlicher Unterstützung der Stiftung Hafen.",
        "Cet article a été réalisé avec le soutien de la Fondation du Port.",
        "©2026 The Narvik Times. Visit narvik.example. Distributed by Tribune Content Agency, LLC.",
    ],
)
def test_who_helped_and_who_spread_a_text_is_a_credit(line: str) -> None:
    assert notes.classify(line) == "credit"


@pytest.mark.parametrize(
    "line",
    [
        "The food was distributed by the county.",
        "Der Hafen entstand in Zusammenarbeit mit der Stadt, und dieser Artikel sagt, wie.",
    ],
)
def test_what_was_spread_or_made_together_is_news(line: str) -> None:
    assert notes.classify(line) is None
