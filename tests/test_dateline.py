"""What reports open with: places, agencies and reporters, in the forms of many newsrooms."""

import pytest

from crawler.extraction.dateline import dateline, marked, signature


@pytest.mark.parametrize(
    ("text", "place", "agencies"),
    [
        ("TERVAN, Varda (AP) — Engineers lowered the lake.", "TERVAN, Varda", ["AP"]),
        ("AUBURN, Wash. — Engineers lowered the lake.", "AUBURN, Wash.", []),
        ("VIENNA — Engineers lowered the lake.", "VIENNA", []),
        ("PRAGUE -- Engineers lowered the lake.", "PRAGUE", []),
        ("ST. LOUIS (AP) — Engineers lowered the lake.", "ST. LOUIS", ["AP"]),
        ("LIMA, Nov 10 (Reuters) - Engineers lowered the lake.", "LIMA", ["Reuters"]),
        ("MOSCOW, November 18. /TASS/. Engineers lowered the lake.", "MOSCOW", ["TASS"]),
        ("МОСКВА, 18 ноября. /ТАСС/. Инженеры понизили уровень озера.", "МОСКВА", ["ТАСС"]),
        ("МОСКВА, 18 ноя — РИА Новости. Инженеры понизили уровень озера.", "МОСКВА", ["РИА Новости"]),
        ("Москва. 18 ноября. ИНТЕРФАКС - Инженеры понизили уровень озера.", "Москва", ["ИНТЕРФАКС"]),
        ("Berlin (dpa) - Die Ingenieure senken den See.", "Berlin", ["dpa"]),
        ("Bad Tarn/Wendhagen (dpa/lni) – Die Ingenieure senken den See.", "Bad Tarn/Wendhagen", ["dpa"]),
        ("Bern (Keystone-SDA) - Die Ingenieure senken den See.", "Bern", ["Keystone-SDA"]),
        ("Wien/Graz (APA) – Die Ingenieure senken den See.", "Wien/Graz", ["APA"]),
        ("Frankfurt am Main (AFP) - Die Ingenieure senken den See.", "Frankfurt am Main", ["AFP"]),
        ("Paris (AFP) - Les ingénieurs abaissent le lac.", "Paris", ["AFP"]),
        ("Madrid, 18 nov (EFE).- Los ingenieros bajan el lago.", "Madrid", ["EFE"]),
        ("MADRID, 18 de noviembre de 2026 (EUROPA PRESS) - Los ingenieros bajan el lago.", "MADRID", ["EUROPA PRESS"]),
        ("Lisboa, 18 nov 2026 (Lusa) – Os engenheiros baixam o lago.", "Lisboa", ["Lusa"]),
        ("(ANSA) - ROMA, 18 NOV - Gli ingegneri abbassano il lago.", "ROMA", ["ANSA"]),
        ("Warszawa (PAP) - Inżynierowie obniżyli jezioro.", "Warszawa", ["PAP"]),
        ("Praha 18. listopadu (ČTK) - Inženýři snížili jezero.", "Praha", ["ČTK"]),
        ("Budapest, 2026. november 18., szerda (MTI) - A mérnökök apasztják a tavat.", "Budapest", ["MTI"]),
        ("ANKARA (AA) - Mühendisler gölü indirdi.", "ANKARA", ["AA"]),
        ("القاهرة 18 نوفمبر (رويترز) - خفض المهندسون البحيرة.", "القاهرة", ["رويترز"]),
        ("नई दिल्ली, 18 नवंबर (भाषा) इंजीनियरों ने झील घटाई।", "नई दिल्ली", ["भाषा"]),
        ("Jakarta (ANTARA) - Para insinyur menurunkan danau.", "Jakarta", ["ANTARA"]),
        ("新华社江北11月9日电 江北大桥今天通车。", "江北", ["新华社"]),
        ("本报江北11月9日电（记者王小明）江北大桥今天通车。", "江北", []),
        ("〔記者高若蘭／海灣報導〕海灣鎮公所昨天宣布。", "海灣", []),
        ("(서울=연합뉴스) 다리가 다시 열렸다.", "서울", ["연합뉴스"]),
        ("【ロンドン共同】橋が再び開いた。", "ロンドン", ["共同"]),
        ("【ロンドン=山田太郎】橋が再び開いた。", "ロンドン", []),
    ],
)
def test_places_and_agencies(text: str, place: str, agencies: list[str]) -> None:
    found = dateline(text)
    assert found is not None
    assert (found.place, found.agencies) == (place, agencies)


@pytest.mark.parametrize(
    "text",
    [
        "UPDATE: Engineers lowered the lake.",
        "UPDATE — Engineers lowered the lake.",
        "WATCH - Engineers lower the lake.",
        "DISCLAIMER — The views expressed here are those of the engineers.",
        "NASA (the agency) said on Monday that engineers had lowered the lake.",
        "Ida Holm (42) - who lowered the lake - is an engineer.",
        "Tarn (population 412) – The engineers are back.",
        "The lake – the largest of the north – is lower.",
        "Engineers (AP) lowered the lake.",
        "AP - Engineers lowered the lake.",
        "EU - Engineers lowered the lake.",
        "2026 (dpa) - Die Ingenieure senken den See.",
        "Das ist ein Satz (dpa) ohne Ort.",
        "ТАСС — Инженеры понизили уровень озера.",
        "",
    ],
)
def test_what_is_no_dateline(text: str) -> None:
    assert dateline(text) is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Lingenau.", "Lingenau"),
        ("BERLIN –", "BERLIN"),
        ("Bad Tarn", "Bad Tarn"),
        ("TERVAN, Varda (AP) —", "TERVAN, Varda"),
        ("CNN —", None),
        ("AFP", None),
        ("3 March 2026", None),
        ("from our correspondent", None),
        ("By Our Own Correspondent In Tervan", None),
        ("", None),
    ],
)
def test_what_is_marked_as_a_dateline(text: str, place: str | None) -> None:
    found = marked(text)
    assert (found.place if found else None) == place


def test_outlets_behind_a_place_are_known_to_indonesian_only() -> None:
    text = "Teluk Manggar, Kabar Teluk – Warga membuka jembatan."
    assert dateline(text, "id-ID") == ("Teluk Manggar", [])
    assert dateline(text, "en") is None


@pytest.mark.parametrize(
    ("text", "reporters"),
    [
        ("〔記者高若蘭／海灣報導〕海灣鎮公所昨天宣布。", "高若蘭"),
        ("（中央社記者高若水花蓮12日電）山屋重開。", "高若水"),
        ("（记者 王小明、李四）江北大桥今天通车。", "王小明、李四"),
        ("(서울=바다통신) 김하늘 기자 = 다리가 열렸다.", "김하늘"),
        ("[바다일보 김하늘 기자] 다리가 열렸다.", "김하늘"),
        ("【ロンドン=山田太郎】橋が開いた。", "山田太郎"),
        ("燈塔旁的舊宿舍。（記者高若蘭攝）", None),
        ("The lake (by reporters) is lower.", None),
    ],
)
def test_reporters_in_brackets(text: str, reporters: str | None) -> None:
    found = signature(text)
    assert (found.reporters if found else None) == reporters


@pytest.mark.parametrize("opening", ["(EFE).- ", "(EFE) – ", "(EFE): - "])
def test_an_agency_may_stand_without_a_place(opening: str) -> None:
    assert dateline(f"{opening}Los ingenieros bajaron el lago.") == ("", ["EFE"])


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("KOCHI: The ferry sailed again.", "en-IN", ("KOCHI", [])),
        ("NEW DELHI (PTI): The ferry sailed again.", "en-IN", ("NEW DELHI", ["PTI"])),
        ("KARACHI: The ferry sailed again.", "en-PK", ("KARACHI", [])),
        ("DHAKA: The ferry sailed again.", "en-BD", ("DHAKA", [])),
        ("COLOMBO: The ferry sailed again.", "en-LK", ("COLOMBO", [])),
        ("POKHARA: The ferry sailed again.", "en-NP", ("POKHARA", [])),
        ("KOCHI: the ferry sailed again.", "en-IN", None),
        ("FERRY NEWS: The ferry sailed again.", "en-GB", None),
        ("KOCHI: The ferry sailed again.", None, None),
        ("WATCH: The ferry sails again.", "en-IN", None),
    ],
)
def test_a_place_before_a_colon_is_one_in_south_asia(text: str, language: str | None, found: object) -> None:
    read = dateline(text, language)
    assert (tuple(read) if read else None) == found
