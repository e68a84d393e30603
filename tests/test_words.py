"""The lists of words: a row for each language, name and phrase, with what it is. `make mutate` breaks the lists by these."""

import pytest

from crawler.extraction import agencies, language, moments, phrases
from crawler.extraction.story import Found
from crawler.extraction.text import clean, has_digit

MONTHS = """
en 3 January 2026 = 1 | de 3. Jänner 2026 = 1 | fr 3 septembre 2026 = 9 | es 3 de septiembre de 2026 = 9
pt 3 de fevereiro de 2026 = 2 | it 3 settembre 2026 = 9 | sv 3 augusti 2026 = 8 | fi 3. marraskuuta 2026 = 11
is 3. febrúar 2026 = 2 | pl 3 października 2026 = 10 | cs 3. července 2026 = 7 | sk 3. februára 2026 = 2
sl 3. junij 2026 = 6 | hr 3. kolovoza 2026 = 8 | sr 3. септембар 2026 = 9 | mk 3 јануари 2026 = 1
bg 3 януари 2026 = 1 | ru 3 февраля 2026 = 2 | uk 3 вересня 2026 = 9 | be 3 кастрычніка 2026 = 10
hu 2026. március 3. = 3 | ro 3 septembrie 2026 = 9 | az 3 avqust 2026 = 8 | et 3. veebruar 2026 = 2
lv 2026. gada 3. februāris = 2 | lt 2026 m. balandžio 3 d. = 4 | el 3 Σεπτεμβρίου 2026 = 9
sq 3 shtator 2026 = 9 | ca 3 d'octubre de 2026 = 10 | ca 3 de setembre de 2026 = 9 | bs 3. septembar 2026 = 9
sr 3. decembar 2026 = 12 | gl 3 xaneiro 2026 = 1 | eu 2026 urtarrila 3 = 1
id 3 Pebruari 2026 = 2 | ms 3 Ogos 2026 = 8 | ka 3 თებერვალი 2026 = 2 | hy 3 սեպտեմբերի 2026 = 9
ar 3 فبراير 2026 = 2 | fa 3 ژانویه 2026 = 1 | he 3 באוקטובר 2026 = 10 | hi 3 अक्टूबर 2026 = 10
bn 3 সেপ্টেম্বর 2026 = 9 | ur 3 ستمبر 2026 = 9 | ta 3 செப்டம்பர் 2026 = 9 | te 3 సెప్టెంబర్ 2026 = 9
mr 3 नोव्हेंबर 2026 = 11 | gu 3 સપ્ટેમ્બર 2026 = 9 | ne 3 सेप्टेम्बर 2026 = 9 | si 3 සැප්තැම්බර් 2026 = 9
th 3 กุมภาพันธ์ 2569 = 2 | km 3 កុម្ភៈ 2026 = 2 | lo 3 ມັງກອນ 2026 = 1 | my 3 အောက်တိုဘာ 2026 = 10
kk 3 қыркүйек 2026 = 9 | uz 3 sentabr 2026 = 9 | am 3 ሴፕቴምበር 2026 = 9 | sw 3 Septemba 2026 = 9
af 3 Julie 2026 = 7 | tr 3 Ağustos 2026 = 8 | tg 3 феврали 2026 = 2 | tk 3 sentýabr 2026 = 9
tt 3 гыйнвар 2026 = 1 | ku 3 rêbendan 2026 = 1 | ps 3 سپټمبر 2026 = 9
"""


def rows(table: str) -> list[list[str]]:
    return [entry.strip().split(" = ") for line in table.split("\n") for entry in line.split(" | ") if entry.strip()]


@pytest.mark.parametrize(("text", "month"), rows(MONTHS))
def test_months(text: str, month: str) -> None:
    code, _, date = text.partition(" ")
    moment = moments.from_text(date, code)
    assert moment is not None
    assert (moment.value.year, moment.value.month, moment.value.day) == (2026, int(month), 3)


@pytest.mark.parametrize(
    ("zone", "offset"),
    [
        ("UTC", "+00:00"), ("GMT", "+00:00"), ("WET", "+00:00"), ("CET", "+01:00"), ("MEZ", "+01:00"),
        ("CEST", "+02:00"), ("MESZ", "+02:00"), ("EET", "+02:00"), ("EEST", "+03:00"), ("MSK", "+03:00"),
        ("EDT", "-04:00"), ("EST", "-05:00"), ("CDT", "-05:00"), ("MDT", "-06:00"), ("MST", "-07:00"),
        ("PDT", "-07:00"), ("PST", "-08:00"), ("JST", "+09:00"), ("KST", "+09:00"), ("AEST", "+10:00"),
        ("AEDT", "+11:00"), ("WIB", "+07:00"), ("SGT", "+08:00"), ("HKT", "+08:00"), ("МСК", "+03:00"),
        ("MYT", "+08:00"), ("PHT", "+08:00"), ("WITA", "+08:00"), ("AWST", "+08:00"), ("ICT", "+07:00"),
        ("NPT", "+05:45"), ("PKT", "+05:00"), ("TRT", "+03:00"), ("SAST", "+02:00"), ("BRT", "-03:00"),
        ("AKDT", "-08:00"), ("AKST", "-09:00"), ("HST", "-10:00"), ("NZST", "+12:00"), ("NZDT", "+13:00"),
    ],
)  # fmt: skip
def test_zones(zone: str, offset: str) -> None:
    moment = moments.from_text(f"3 May 2026, 14:20 {zone}", "en")
    assert moment is not None
    assert moment.value.isoformat() == f"2026-05-03T14:20:00{offset}"


def test_the_zone_of_iso_8601() -> None:
    moment = moments.from_machine("2026-05-03T14:20:00z")
    assert moment is not None
    assert moment.value.isoformat() == "2026-05-03T14:20:00+00:00"


@pytest.mark.parametrize("text", ["٣ مايو", "۳ آذر", "߃", "३ मई", "៣ ឧសភា", "꧓ Méi", "３日", "𑁩"])
def test_digits_of_every_script(text: str) -> None:
    assert has_digit(text)
    assert not has_digit("Ægir, “ägg”, ½, 五, ابر, देश")


def test_a_vertical_tab_parts_words() -> None:
    assert clean("The ferry\x0bruns") == "The ferry runs"


CREDITS = """
With reporting by AP, AFP, Reuters, and TASS = AP, AFP, Reuters, TASS
Mit Material von dpa und epd = dpa, epd
Frankfurt (AFX) = AFX
Bonn (KNA) = KNA
© 2026 SID = SID
Foto: Krankenwagen (Archiv), über dts Nachrichtenagentur = dts
Original-Content von: Polizei Hafenstadt, übermittelt durch news aktuell = ots
Quelle: APA/dpa = APA, dpa
Bern (sda) = Keystone-SDA
Riproduzione riservata © Copyright ANSA = ANSA
Fonte: Adnkronos = Adnkronos
Roma, 3 mar. (AGI) = AGI
(foto LaPresse) = LaPresse
Fonte: askanews = Askanews
ROMA (ITALPRESS) = Italpress
Con información de EFE y Europa Press = EFE, Europa Press
(SERVIMEDIA) = Servimedia
Redacció / ACN Barcelona = ACN
Texto: Lusa, com Reuters = LUSA, Reuters
Com informações da Agência Brasil = Agência Brasil
Com Estadão Conteúdo = Estadão Conteúdo
SÃO PAULO, SP (FOLHAPRESS) = Folhapress
Fuente: Télam = Télam
(Noticias Argentinas) = NA
Con información de Notimex = Notimex
La Habana, 3 mar (Prensa Latina) = Prensa Latina
Foto: Agencia Andina / Difusión = Andina
Caracas, 3 Mar. AVN.- = AVN
La Paz, 3 mar (ABI) = ABI
Bogotá (Colprensa) = Colprensa
Photograph: Danny Holm/PA = PA
With assistance from Bloomberg News = Bloomberg
(UPI) = UPI
With files from The Canadian Press = CP
With AAP = AAP
Bron: Belga = Belga
Door: ANP = ANP
Novum Nieuws, bewerkt door de redactie = Novum
/ritzau/ = Ritzau
Kilde: NTB = NTB
Källa: TT Nyhetsbyrån = TT
Lähde: STT = STT
BNS ir Reuters informacija = BNS, Reuters
Avots: LETA = LETA
Parengta pagal ELTA informaciją = ELTA
Źródło: PAP, IAR = PAP, IAR
Zdroj: ČTK = ČTK
Zdroj: TASR, SITA = TASR, SITA
Forrás: MTI = MTI
Sursa: Agerpres, Mediafax = Agerpres, Mediafax
Sursa: News.ro = News.ro
Източник: БТА = BTA
Източник: БГНЕС = BGNES
Източник: Агенция Фокус = Focus
Izvor: Beta, Tanjug, FoNet = Beta, Tanjug, FoNet
Извор: Танјуг, Бета, Фонет = Tanjug, Beta, FoNet
Izvor: Hina = HINA
Vir: STA = STA
Izvor: Fena/Srna = FENA
Banja Luka (SRNA) = SRNA
Извор: МИА = MIA
TIRANË, 3 mars /ATSH/ = ATSH
Πηγή: ΑΠΕ-ΜΠΕ = ANA-MPA
Πηγή: ΚΥΠΕ = CNA
Kaynak: Anadolu Ajansı = Anadolu
DHA, İHA ve ANKA = DHA, İHA, ANKA
По материалам ТАСС и РИА Новости = TASS, RIA Novosti
Источник: Интерфакс = Interfax
Про це повідомляє Інтерфакс-Україна = Interfax-Ukraine
За матеріалами УНІАН, Укрінформу = UNIAN, Ukrinform
Джерело: УНН = UNN
Джерело: РБК-Україна = RBC-Ukraine
По материалам БЕЛТА = BelTA
По материалам БелаПАН = BelaPAN
«Қазинформ» хабарлайды = Kazinform
По сообщению агентства Кабар = Kabar
Источник: 24.kg = 24.kg
Source: AKIpress = AKIpress
Манба: УзА = UzA
Манбаъ: АМИТ «Ховар» = Khovar
Mənbə: AZƏRTAC = AzerTAc
Bakı, Turan İnformasiya Agentliyi = Turan
Источник: Арменпресс = Armenpress
წყარო: ინტერპრესნიუსი = InterPressNews
Sursa: MOLDPRES = Moldpres
新华社记者 王小明 摄 = Xinhua
中新社记者 李四 = CNS
（共同） = Kyodo
写真提供：時事通信 = Jiji
연합뉴스 제공 = Yonhap
사진=뉴시스 = Newsis
사진=뉴스1 = News1
출처 조선중앙통신 = KCNA
(TTXVN/Vietnam+) = VNA
Sumber: Bernama = Bernama
Sumber: ANTARA News = Antara
(PNA) = PNA
ที่มา: สำนักข่าวไทย = TNA
With inputs from PTI, ANI and IANS = PTI, ANI, IANS
(UNI) = UNI
সূত্র: বাসস, ইউএনবি = BSS, UNB
ISLAMABAD (APP) = APP
काठमाडौं (रासस) = RSS
به گزارش ایرنا و ایسنا = IRNA, ISNA
به نقل از خبرگزاری فارس و تسنیم = Fars News Agency, Tasnim
منبع: خبرگزاری مهر = Mehr News Agency
منبع: ایلنا = ILNA
سرچینه: پژواک = Pajhwok
رام الله (وكالة وفا) = WAFA
دمشق (سانا) = SANA
الدوحة (قنا) = QNA
الرياض (واس) = SPA
أبوظبي (وام) = WAM
الكويت (كونا) = KUNA
المنامة (بنا) = BNA
عمان (بترا) = Petra
المصدر: الوكالة الوطنية للإعلام = NNA
القاهرة (أ ش أ) = MENA
بغداد (واع) = INA
الجزائر (وأج) = APS
الرباط (ومع) = MAP
تونس (وات) = TAP
طرابلس (وال) = LANA
الخرطوم (سونا) = SUNA
(NAN) = NAN
Source: GNA = GNA
By Kenya News Agency = KNA Kenya
Fonte: ANGOP = ANGOP
MAPUTO, 3 MAR (AIM) = AIM
(SAPA) = SAPA
Addis Ababa (ENA) = ENA
Dakar (Panapress) = PANA
(TPS) = TPS
(JTA) = JTA
(JNS) = JNS
ROME (IPS) = Inter Press Service
УЛААНБААТАР /МОНЦАМЭ/ = MT
(Nampa) = Nampa
(BOPA) = BOPA
Harare (New Ziana) = New Ziana
Abidjan, 3 mars (AIP) = AIP
Ouagadougou (AIB) = AIB
Bamako, 3 mars (AMAP) = AMAP
Kinshasa, 3 mars (ACP) = ACP
Conakry (AGP) = AGP
Phnom Penh (AKP) = AKP
VIENTIANE (KPL) = KPL
DÍLI (TATOLI) = Tatoli
Burimi: KosovaPress = KosovaPress
Izvor: Mina = Mina
SARAJEVO (Onasa) = ONASA
Источник: «Азия-Плюс» = Asia-Plus
Çeşme: TDH = TDH
Città del Vaticano (Agenzia Fides) = Fides
Warszawa (KAI) = KAI
Con información de ACI Prensa = ACI Prensa
Distributed by Tribune Content Agency = TNS
Avec la collaboration de l'Agence QMI = QMI
Madrid (COLPISA) = Colpisa
Video: Storyful = Storyful
【3月3日 AFP】 = AFP
(c)AFP/AFPBB News = AFP, AFPBB
Wien, 3.3.26 (kathpress) = kathpress
"""


@pytest.mark.parametrize(("line", "found"), rows(CREDITS))
def test_agencies_as_newsrooms_credit_them(line: str, found: str) -> None:
    assert [agencies.agency(name) for name in agencies.agencies_in(line)] == found.split(", ")


@pytest.mark.parametrize(
    ("name", "agency", "line"),
    [
        ("Trend", "Trend", "Trend of the port office"),
        ("Report", "Report", "Report of the port office"),
        ("NA", "NA", "Crew: 12, goats: NA"),
        ("EP", "Europa Press", "The EP votes on ferries on Monday"),
        ("PC", "CP", "Play it on PC"),
        ("RSS", "RSS", "Follow us by RSS"),
        ("भाषा", "PTI", "हिन्दी भाषा का दिन सोमवार को है"),
    ],
)
def test_agencies_whose_names_are_words_stand_alone(name: str, agency: str, line: str) -> None:
    assert agencies.agency(name) == agency
    assert list(agencies.agencies_in(line)) == []


def test_every_agency_has_a_row() -> None:
    assert {name for _, found in rows(CREDITS) for name in found.split(", ")} >= {*agencies.AGENCIES} - {
        "Trend",
        "Report",
    }


TAGS = """
ua = uk | cz = cs | jp = ja | kr = ko | cn = zh | gr = el | dk = da | iw = he | in = id | ji = yi | eng = en | deu = de
ger = de | fra = fr | fre = fr | spa = es | ita = it | por = pt | nld = nl | dut = nl | rus = ru | ukr = uk | pol = pl
tur = tr | ara = ar | fas = fa | per = fa | zho = zh | chi = zh | jpn = ja | kor = ko | swe = sv | dan = da | nor = no
fin = fi | hun = hu | ces = cs | cze = cs | slk = sk | ron = ro | rum = ro | bul = bg | srp = sr | hrv = hr | bos = bs
slv = sl | mkd = mk | ell = el | gre = el | heb = he | hin = hi | ben = bn | urd = ur | tha = th | vie = vi | ind = id
msa = ms | may = ms | tat = tt | kat = ka | geo = ka | hye = hy | arm = hy | aze = az | kaz = kk | kir = ky | uzb = uz
tgk = tg | tuk = tk | pus = ps | lit = lt | lav = lv | est = et | sqi = sq | alb = sq | cat = ca | glg = gl | eus = eu
isl = is | ice = is | mon = mn | mya = my | bur = my | khm = km | lao = lo | bod = bo | tib = bo | amh = am | tir = ti
swa = sw | English = en | German = de | Deutsch = de | French = fr | Français = fr | Francais = fr | Spanish = es
Español = es | Espanol = es | Italian = it | Italiano = it | Portuguese = pt | Português = pt | Dutch = nl
Nederlands = nl | Russian = ru | русский = ru | Polish = pl | polski = pl | Turkish = tr | Türkçe = tr | Arabic = ar
Persian = fa | Farsi = fa | Chinese = zh | Japanese = ja | Korean = ko | Swedish = sv | Hungarian = hu | magyar = hu
Czech = cs | Ukrainian = uk | Greek = el | Hebrew = he | Hindi = hi
sr-Latn = sr-Latn | zh-Hans = zh-Hans | zh-Hant-HK = zh-Hant-HK | ja-Jpan = ja-Jpan | ko-Kore = ko-Kore
"""


@pytest.mark.parametrize(("tag", "code"), rows(TAGS))
def test_tags_of_languages(tag: str, code: str) -> None:
    assert language.normal(tag) == code


def test_every_tag_has_a_row() -> None:
    assert {tag.lower() for tag, _ in rows(TAGS)} >= {*language._CODES, *language._NAMES}


TEXTS = {
    "ar": "أبحرت العبّارة إلى الجزر مرة أخرى يوم الاثنين بعد أربعة أسابيع في الحوض، ومعها طبّاخ من أهل الجزر، وكان أول "
    "راكب له قرنان: عنزة لم تلحق آخر سفينة في فبراير، كما قال القبطان، وضحك هم الركاب.",
    "sv": "Färjan till öarna går igen efter fyra veckor på varvet, med nya motorer och en kock som är från öarna, men "
    "den första passageraren var en get som inte hann med den sista båten i februari, säger kaptenen till tidningen.",
    "da": "Færgen til øerne sejler igen efter fire uger på værftet, og den har fået nye motorer og en kok, der er fra "
    "øerne, men den første passager blev en ged, som ikke nåede den sidste båd i februar, siger han til avisen.",
    "no": "Fergen til øyene går igjen etter fire uker ved verftet, og den har fått nye motorer og en kokk som er fra "
    "øyene, men den første passasjeren ble ei geit som ikke nådde den siste båten i februar, sier han til avisa.",
    "fi": "Saarten lautta kulkee taas, kun se oli neljä viikkoa telakalla, ja siinä on nyt uudet koneet sekä kokki, joka "
    "on itse saarelta, mutta ensimmäinen matkustaja oli vuohi, joka ei ehtinyt helmikuun viimeiseen laivaan, hän sanoo.",
    "is": "Ferjan til eyjanna siglir aftur eftir fjórar vikur í slippnum og það eru nýjar vélar í henni og kokkur sem er "
    "frá eyjunum, en fyrsti farþeginn var geit sem ekki náði síðasta bátnum í febrúar, og það þótti fyndið.",
    "cs": "Přívoz na ostrovy po čtyřech týdnech v loděnici opět jezdí, má nové motory a kuchaře, který je z ostrovů, ale "
    "jeho prvním pasažérem byla koza, která se v únoru na poslední loď nedostala, jak řekl kapitán, a všichni se smáli.",
    "sk": "Prievoz na ostrovy po štyroch týždňoch v lodenici opäť jazdí, má nové motory a kuchára, ktorý je z ostrovov, "
    "ale jeho prvým pasažierom bola koza, ktorá sa vo februári na poslednú loď nedostala, ako povedal kapitán pre noviny.",
    "sl": "Trajekt na otoke po štirih tednih v ladjedelnici spet vozi, ima nove motorje in kuharja, ki je z otokov, prva "
    "potnica pa je bila koza, ki se ni ujela na zadnjo ladjo v februarju, kot so povedali, in bi rada tudi nazaj.",
    "hr": "Trajekt za otoke opet plovi nakon četiri tjedna u brodogradilištu, ima nove motore i kuhara koji je s otoka, a "
    "prvi putnik je bila koza koja nije stigla na zadnji brod u veljači, što je kapetan rekao kao da se to zna.",
    "hu": "A komp négy hét után ismét jár a szigetek között, és új motorja van meg egy szakácsa, aki a szigetről való, de "
    "az első utas egy kecske volt, mert az lekéste az utolsó hajót, és ez nem is volt baj, már csak azt nézték.",
    "ro": "Feribotul spre insule circulă din nou după patru săptămâni în șantier, are motoare noi și un bucătar care este "
    "de pe insule, iar prima călătoare a fost o capră care nu a prins ultima navă din februarie, cu ce să mai vină.",
    "az": "Adalara gedən bərə dörd həftə təmirdən sonra yenidən üzür və onun yeni mühərriki olub, aşpaz da adadan olan "
    "bir adamdır, ilk sərnişin isə fevralda son gəmiyə çatmayan bir keçi olub, bu çox gülməli idi, görə bildiniz.",
    "et": "Saarte praam sõidab taas, kui see oli neli nädalat tehases, ning tal on uued mootorid ja kokk, kes on ise "
    "saarelt, aga esimene reisija oli kits, mis ei jõudnud veebruari viimasele laevale, ja ta oli siis ka veel rõõmus.",
    "lv": "Prāmis uz salām pēc četrām nedēļām kuģu būvētavā atkal kursē, tam ir jauni motori un pavārs, kas arī ir no "
    "salām, bet pirmais pasažieris ir kaza, kas nav paspējusi uz kuģi, lai gan viņš par to ar kapteini smejas.",
    "lt": "Keltas į salas po keturių savaičių laivų statykloje vėl plaukia, jo varikliai yra nauji, o virėjas taip pat yra "
    "iš salų, bet pirmas keleivis buvo ožka, kuri ne tik pavėlavo, kad ir už tai apie ją jau kalba su juoku, ar ne.",
    "sq": "Trageti për në ishuj lundron përsëri pas katër javësh në kantier, me motorë të rinj dhe një kuzhinier që është "
    "nga ishujt, por udhëtari i parë ishte një dhi që nuk e kapi anijen e fundit në shkurt, tha ai, si më parë.",
    "ca": "El vaixell de les illes torna a navegar després de quatre setmanes a la drassana, amb els motors nous i un "
    "cuiner que és de les illes, però la primera passatgera va ser una cabra que no va agafar el darrer viatge, com han dit.",
    "eu": "Uharteetako ferrya berriro dabil lau aste ontziolan egin eta gero, eta motor berriak ditu, baina lehen bidaiaria "
    "ahuntz bat izan da, otsaileko azken itsasontzira iritsi ez zen bat, eta hori ere ez du inork ahaztu, beste gabe.",
    "gl": "O barco das illas navega de novo despois de catro semanas no estaleiro, cos motores novos e un cociñeiro que non "
    "é de fóra, pero a primeira pasaxeira foi unha cabra que non colleu o último barco de febreiro, e todos os máis riron.",
    "id": "Kapal feri ke pulau itu berlayar lagi setelah empat minggu di galangan dengan mesin baru dan juru masak yang "
    "berasal dari pulau ini, tetapi penumpang pertama adalah seekor kambing yang tidak sempat naik karena telah terlambat.",
    "ms": "Feri ke pulau itu belayar semula selepas empat minggu di limbungan dengan enjin baharu dan tukang masak yang "
    "berasal dari pulau ini, tetapi penumpang pertama ialah seekor kambing yang tidak sempat naik kerana telah lewat, "
    "kata beliau.",
    "vi": "Chuyến phà ra đảo đã chạy lại sau bốn tuần sửa chữa với động cơ mới và một đầu bếp là người của đảo, những hành "
    "khách đầu tiên cũng là một con dê không kịp chuyến cuối trong tháng hai, khi đó từ bến đến đảo đã được nghỉ.",
    "sw": "Kivuko cha kwenda visiwani kimeanza tena safari baada ya wiki nne za matengenezo na sasa kina injini mpya na "
    "mpishi wa kisiwa hiyo, na abiria wa kwanza alikuwa mbuzi ya watu wa kijiji katika bandari, alisema nahodha.",
    "uz": "Orollarga boradigan parom to‘rt haftadan keyin yana suzadi va uning yangi dvigateli bor, oshpaz ham orollik bir "
    "odam edi, esa birinchi yo‘lovchi bir echki edi va bu haqida keyin hamma gapirdi deb yozilgan.",
    "tk": "Adalara gidýän parom dört hepdeden soň ýene ýüzýär we täze motorly boldy, aşpez hem adadan bir adam, ilkinji "
    "ýolagçy bolsa bir geçi, bu barada soň hemmeler gürrüň edip, bu bilen oňat diýip gülýär.",
    "tl": "Ang lantsa sa mga isla ay muling naglayag para sa mga tao ng nayon at ang kusinero nito ay si Mang Lino, ang "
    "unang pasahero ay ang kambing na hindi nakasakay sa huling biyahe ng Pebrero, sabi ng kapitan kay Ana.",
    "ga": "Tá an bád farantóireachta go dtí na hoileáin ag seoladh arís agus tá inneall nua leis an mbád, ach bhí an "
    "chéad phaisinéir ina gabhar nach raibh in am don bhád deireanach i mí Feabhra, is é sin an scéal ar an gcé.",
    "cy": "Mae y fferi i'r ynysoedd yn hwylio eto ac mae cogydd o'r ynys wedi dod ar y llong, ond y teithiwr cyntaf oedd yr "
    "afr a oedd yn rhy hwyr am y cwch olaf ym mis Chwefror, ei bod yn wir yn y porthladd gan y capten.",
    "af": "Die veerboot na die eilande vaar weer met nuwe enjins en 'n kok wat van die eilande is, maar die eerste "
    "passasier was 'n bok wat nie die laaste boot in Februarie gehaal het nie, sê hy, om dit ook te vertel.",
    "be": "Пасля чатырох тыдняў на верфі паром зноў ходзіць на астравы, з новымі рухавікамі і поварам, які быў з астравоў, "
    "але першай пасажыркай была каза, якая не паспела на апошні рэйс за люты, як гэта было, каб вы ведалі.",
    "mk": "По четири недели во бродоградилиштето траектот повторно плови до островите, со нови мотори и со готвач што е од "
    "островите, а првиот патник беше коза што не го фати последниот брод, дека ги чека и ќе се врати за да оди.",
    "sr": "После четири недеље у бродоградилишту трајект поново плови до острва, са новим моторима и куваром који је са "
    "острва, а први путник је била коза која није стигла, што су сви знали, као да ће то бити из шале у луци.",
    "kk": "Аралдарға баратын паром төрт аптадан кейін қайта жүзді және оның жаңа қозғалтқышы болды, аспаз да аралдан бір "
    "адам еді, ал алғашқы жолаушы бір ешкі екен деп айтты, бұл туралы және осы үшін де күлді.",
    "ky": "Аралдарга бара турган паром төрт жумадан кийин кайра сүзүп жүрөт жана анын жаңы кыймылдаткычы бар, ашпозчу да "
    "аралдан бир адам эле, биринчи жүргүнчү бир эчки эмес деп, бул тууралуу жана ушул үчүн болгон менен күлдү.",
    "tg": "Паром ба ҷазираҳо баъд аз чор ҳафта боз ба роҳ баромад ва муҳаррикҳои нав дар он аст, ошпаз ҳам аз ҷазира буд, ки "
    "ин барои мардум хабари хуш аст, то онҳо бо мо дар бандар бошанд.",
    "tt": "Утрауларга йөри торган паром дүрт атнадан яңадан йөзә һәм аның яңа моторы бар иде, ашчы да утраудан бер кеше иде, "
    "ә беренче пассажир бер кәҗә булды дип сөйлиләр, бу турында һәм моның өчен дә бу белән көлделәр.",
    "mn": "Арал руу явдаг гатлага онгоц дөрвөн долоо хоногийн дараа дахин хөвж байна гэж ахмад хэлэв, энэ нь шинэ хөдөлгүүртэй "
    "болон шинэ тогоочтой юм, тогооч нь арал дээр төрсөн бол анхны зорчигч нь ямаа юм, энэ тухай гэж ярьж байна.",
    "ur": "چار ہفتے کی مرمت کے بعد جزیروں کی کشتی پیر کو پھر چل پڑی اور اس میں نئے انجن ہیں، باورچی بھی جزیرے کا ہے اور پہلی سواری "
    "ایک بکری تھی جو فروری میں آخری کشتی سے رہ گئی تھی، کپتان نے یہ بتایا کہ سب ہنس پر سے لوٹے۔",
    "ps": "د ټاپوګانو بېړۍ څلور اوونۍ وروسته بیا په لاره ده او نوي انجنونه یې لري، چې پخلی کوونکی یې هم له ټاپو دی، او لومړی "
    "مسافر یې بزه ده چې په فبروري کې د وروستۍ بېړۍ ته نه وه رسېدلې، دا خبره کپتان سره شوی ده.",
    "ckb": "کەشتییەکەی دوورگەکان دوای چوار هەفتە لە کارگە بە بزوێنەری نوێ کەوتەوە ڕێ و چێشتلێنەرەکەی خەڵکی ئەو دوورگەیە بوو، "
    "هەروەها یەکەم سەرنشین بزنێک بوو کە ئەم مانگە بە دواهەمین کەشتی نەگەیشت و لەگەڵ کاپتن قسەی بۆ دەکات.",
    "mr": "चार आठवड्यांच्या दुरुस्तीनंतर बेटांची बोट पुन्हा सुरू झाली आहे आणि त्या बोटीत नवे इंजिन आहे, या बोटीचा स्वयंपाकी बेटावरचा आहे आणि "
    "ते सांगतात की पहिला प्रवासी शेळी होते, हे त्यांनी बंदरा मध्ये सांगितले आणि सर्वांनी मजा केली होते.",
    "ne": "चार हप्ताको मर्मतपछि टापु जाने डुङ्गा फेरि चलेको छ र यो डुङ्गा मा नयाँ इन्जिन जडान गरेको छ, भान्से पनि टापु को हुने बताइएको छ, "
    "पहिलो यात्रु बाख्रो भएको र सबै ले हाँसेको कप्तान ले बताएका छन्, यो खबर छिमेकी ला पनि भएको छ।",
    "bn": "চার সপ্তাহ মেরামতের পর দ্বীপের নৌকা সোমবার আবার নতুন ইঞ্জিন নিয়ে যাত্রা শুরু করেছে এবং প্রথম যাত্রী ছিল একটি ছাগল।",
    "pa": "ਚਾਰ ਹਫ਼ਤਿਆਂ ਦੀ ਮੁਰੰਮਤ ਤੋਂ ਬਾਅਦ ਟਾਪੂਆਂ ਦੀ ਕਿਸ਼ਤੀ ਸੋਮਵਾਰ ਨੂੰ ਨਵੇਂ ਇੰਜਣ ਨਾਲ ਫਿਰ ਚੱਲ ਪਈ ਅਤੇ ਪਹਿਲੀ ਸਵਾਰੀ ਇੱਕ ਬੱਕਰੀ ਸੀ।",
    "gu": "ચાર અઠવાડિયાના સમારકામ પછી ટાપુઓની હોડી સોમવારે નવા એન્જિન સાથે ફરી ચાલી અને પહેલી મુસાફર એક બકરી હતી.",
    "or": "ଚାରି ସପ୍ତାହର ମରାମତି ପରେ ଦ୍ୱୀପକୁ ଯାଉଥିବା ଡଙ୍ଗା ସୋମବାର ଦିନ ନୂଆ ଇଞ୍ଜିନ ସହିତ ପୁଣି ଚାଲିଲା ଏବଂ ପ୍ରଥମ ଯାତ୍ରୀ ଏକ ଛେଳି ଥିଲା।",
    "ta": "நான்கு வாரப் பழுதுபார்ப்புக்குப் பிறகு தீவுகளுக்குச் செல்லும் படகு திங்கட்கிழமை புதிய இயந்திரத்துடன் மீண்டும் புறப்பட்டது.",
    "te": "నాలుగు వారాల మరమ్మత్తు తర్వాత దీవులకు వెళ్లే పడవ సోమవారం కొత్త ఇంజిన్‌తో మళ్లీ బయలుదేరింది, మొదటి ప్రయాణికుడు ఒక మేక.",
    "kn": "ನಾಲ್ಕು ವಾರಗಳ ದುರಸ್ತಿಯ ನಂತರ ದ್ವೀಪಗಳಿಗೆ ಹೋಗುವ ದೋಣಿ ಸೋಮವಾರ ಹೊಸ ಎಂಜಿನ್‌ನೊಂದಿಗೆ ಮತ್ತೆ ಹೊರಟಿತು.",
    "ml": "നാല് ആഴ്ചത്തെ അറ്റകുറ്റപ്പണിക്ക് ശേഷം ദ്വീപുകളിലേക്കുള്ള ബോട്ട് തിങ്കളാഴ്ച പുതിയ എഞ്ചിനുമായി വീണ്ടും പുറപ്പെട്ടു.",
    "si": "සති හතරක අලුත්වැඩියාවකින් පසු දූපත් කරා යන බෝට්ටුව සඳුදා නව එන්ජිමක් සමඟ නැවත යාත්‍රා කළේය.",
    "lo": "ຫຼັງຈາກສ້ອມແປງສີ່ອາທິດ ເຮືອຂ້າມຟາກໄປເກາະກໍ່ແລ່ນອີກຄັ້ງໃນວັນຈັນດ້ວຍເຄື່ອງຈັກໃໝ່ ແລະ ພໍ່ຄົວຊາວເກາະ",
    "bo": "གཟའ་འཁོར་བཞིའི་བཟོ་བཅོས་རྗེས་མཚོ་གླིང་དུ་འགྲོ་བའི་གྲུ་དེ་གཟའ་ཟླ་བར་འཕྲུལ་འཁོར་གསར་པ་དང་མཉམ་དུ་ཡང་བསྐྱར་འགྲོ་འགོ་བཙུགས།",
    "my": "လေးပတ်ကြာ ပြုပြင်ပြီးနောက် ကျွန်းများသို့ သွားသော သင်္ဘောသည် တနင်္လာနေ့တွင် အင်ဂျင်အသစ်ဖြင့် ပြန်လည်ထွက်ခွာခဲ့သည်။",
    "am": "ከአራት ሳምንት ጥገና በኋላ ወደ ደሴቶቹ የምትሄደው ጀልባ ሰኞ ዕለት በአዲስ ሞተር እንደገና ጉዞ ጀመረች፤ የመጀመሪያዋ ተሳፋሪ ፍየል ነበረች።",
    "km": "បន្ទាប់ពីជួសជុលអស់រយៈពេលបួនសប្តាហ៍ សាឡាងទៅកោះបានធ្វើដំណើរម្តងទៀតនៅថ្ងៃច័ន្ទជាមួយម៉ាស៊ីនថ្មី។",
}  # fmt: skip


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_languages_by_their_commonest_words_or_their_script(code: str) -> None:
    found, problem = language.settle([], TEXTS[code])
    assert found is not None
    assert (found.value, problem) == (code, None)


LATIN = {
    "ku": "Keştiya giravan di roja duşemê de piştî çar heftan dîsa bi rê ket, di nav de jî motorên nû hene, di destpêkê "
    "de bizinek tê de bû.",
    "tt": "Utrawlarğa yöri torğan bu paroxod dürt atnadan soñ yañadan yulğa çıqtı, bu kön dä, bu yul da matur buldı, "
    "beren bu paroxodta bu käcä dä bar ide.",
    "crh": "Adalarğa barğan bu gemi dört aftadan soñ kene yolğa çıqtı, em bir keçi de, bir aşçı da bu gemide edi, bu da "
    "bir aber olğan edi.",
    "kk": "Araldarğa baratın bir keme tört aptadan keyin qayta jolğa şıqtı, onda bir aspaz da, bir eşki de bar, bir kün "
    "de keşikken joq, bul da bir jañalıq.",
    "uz": TEXTS["uz"],
    "az": TEXTS["az"],
    "sr": "Trajekt za ostrva ponovo plovi posle četiri nedelje, motori su novi, a kuvar je sa ostrva.",
}


@pytest.mark.parametrize("code", sorted(LATIN))
def test_languages_that_are_written_in_latin_letters_too(code: str) -> None:
    found = Found(code, "html", "lang", code)
    assert language.settle([found], LATIN[code]) == (found, None)


WRITTEN = {
    "Cyrl": ("ru uk be bg mk sr kk ky tg tt mn ba cv os ce uz av crh rue", TEXTS["be"]),
    "Hebr": ("he yi", "אחרי ארבעה שבועות במספנה חזרה המעבורת לאיים ביום שני עם מנועים חדשים וטבח מן האיים."),
    "Deva": ("hi mr ne sa mai bho", TEXTS["mr"]),
    "Hani": (
        "zh ja yue",
        "经过四个星期的修理，开往岛上的渡轮星期一重新启航了，船上有新的发动机和一位来自岛上的厨师，第一位乘客是山羊。",
    ),
}


@pytest.mark.parametrize(("script", "codes", "text"), [(script, *written) for script, written in WRITTEN.items()])
def test_languages_that_a_script_may_write(script: str, codes: str, text: str) -> None:
    assert language.script(text) == script
    for code in codes.split():
        found = Found(code, "html", "lang", code)
        assert language.settle([found], text) == (found, None)
    corrected, _ = language.settle([Found("en", "html", "lang", "en")], text)
    assert corrected is not None
    assert corrected.value in codes.split()


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Tàu ra đảo đã chạy lại, có máy mới, bếp mới, đủ chỗ để xe", "Latn"),
        (
            "東京都港湾局は十二日、島嶼定期航路の運航再開を発表。新造船二隻を投入、初便乗客は二百三十名で、満席状態",
            "Kana",
        ),
        ("Порт открыт", None),
    ],
)
def test_the_script_of_a_text(text: str, script: str | None) -> None:
    assert language.script(text) == script


def test_too_few_letters_deny_no_language() -> None:
    found = Found("en", "html", "lang", "en")
    assert language.settle([found], "Порт открыт") == (found, None)


@pytest.mark.parametrize("stated", ["ja", "el", "ru"])
def test_a_template_of_another_script_does_not_make_a_latin_text_its_own(stated: str) -> None:
    found, problem = language.settle([Found(stated, "html", "lang", stated)], TEXTS["sv"])
    assert found is not None
    assert (found.value, problem) == ("sv", f"The page says its language is {stated}, its text is sv.")


def test_a_statement_with_a_region_is_the_more_exact() -> None:
    plain, region = Found("sv", "html", "lang", "sv"), Found("sv-FI", "meta", "language", "sv-FI")
    assert language.settle([plain, region], TEXTS["sv"]) == (region, None)
    assert language.settle([plain, Found("sv-SE", "og", "og:locale", "sv_SE")], TEXTS["sv"]) == (plain, None)
    assert language.settle([region, Found("sv-FI-x", "meta", "language", "")], TEXTS["sv"]) == (region, None)


MONGOLIAN = "ᠮᠣᠩᠭᠣᠯ ᠤᠯᠤᠰ ᠤᠨ ᠨᠡᠶᠢᠰᠯᠡᠯ ᠬᠣᠲᠠ ᠤᠯᠠᠭᠠᠨᠪᠠᠭᠠᠲᠤᠷ " * 2


@pytest.mark.parametrize(
    ("code", "text"),
    [*((code, TEXTS[code]) for code in ("ar", "be", "kk", "ur", "ckb", "mr", "ne", "bo")), ("mn", MONGOLIAN)],
)
def test_a_template_in_english_does_not_make_a_text_english(code: str, text: str) -> None:
    found, problem = language.settle([Found("en", "html", "lang", "en")], text)
    assert found is not None
    assert found.value == code
    assert problem == f"The page says its language is en, its text is {code}."


@pytest.mark.parametrize(("stated", "code"), [("da", "no"), ("ms", "id"), ("sk", "cs"), ("pt", "gl"), ("tr", "az")])
def test_languages_too_alike_to_correct_a_page(stated: str, code: str) -> None:
    found = Found(stated, "html", "lang", stated)
    assert language.settle([found], TEXTS[code] * 2) == (found, None)


PHRASES = """
LEGAL: The outlet was declared an undesirable organization on Friday.
LEGAL: Деятельность нежелательной организации запрещена.
LEGAL: Видання визнано небажаною організацією.
LEGAL: Выданне прызнана непажаданай арганізацыяй.
LEGAL: Материал создан иностранным агентом.
LEGAL: Автор внесён в реестр как иноагент.
LEGAL: He was labelled a foreign agent by the ministry.
LEGAL: Материал экстремистской организации, запрещённой судом.
LEGAL: Группа признана судом террористической и запрещена.
CREDIT_ANYWHERE: Ida Holm contributed to this report.
CREDIT_ANYWHERE: Harbour Post writers Ida Holm and Jon Aas contributed.
CREDIT_ANYWHERE: Lucie Morel a contribué à cet article.
CREDIT_ANYWHERE: Ha contribuito alla stesura Lia Conti.
CREDIT_ANYWHERE: Ida Holm reported from Tervan and Jon Aas from Skar.
CREDIT_ANYWHERE: Lucie Morel a participé à cet article.
CREDIT_ANYWHERE: Ana Ruiz contribuyó con este reportaje.
CREDIT_ANYWHERE: Ana Ruiz colaboró en este reportaje.
CREDIT_ANYWHERE: Lia Conti ha collaborato alla stesura.
CREDIT_ANYWHERE: Ida Holm hat zu diesem Bericht beigetragen.
CREDIT_ANYWHERE: Ida Holm heeft meegewerkt aan dit verhaal.
CREDIT_ANYWHERE: Ida Holm heeft bijgedragen aan dit artikel.
CREDIT_ANYWHERE: Ida Holm bidrog till artikeln.
CREDIT_ANYWHERE: Ида Хольм помогала, в подготовке материала участвовал и Ян.
CREDIT_ANYWHERE: Іда Гольм: у підготовці матеріалу брала участь редакція.
CREDIT: Edited by: Ida Holm
CREDIT: Unter Mitarbeit von Ida Holm
CREDIT: Texto editado por Ana Ruiz
CREDIT: Källa: Sjöfartsverket
CREDIT: При подготовке использованы сообщения порта
CREDIT: Πηγή: Λιμεναρχείο
CREDIT: 来源：港口日报
DISCLAIMER: डिस्क्लेमर: यह लेख सूचना के लिए है।
DISCLAIMER: अस्वीकरण: यह लेख सूचना के लिए है।
DISCLAIMER: This story is republished from a partner.
DISCLAIMER: It appears here under a Creative Commons licence.
DISCLAIMER: He does not own shares in or receive money from any company.
DISCLAIMER: Harbour Post receives support from two foundations.
DISCLAIMER: The partner is solely responsible for the content of this page.
DISCLAIMER: Harbour Post receives funding from its readers.
DISCLAIMER: Disclaimer: this page was paid for by the port.
DISCLAIMER: Disclosure: the port advertises in this paper.
DISCLAIMER: Risk warning: prices may fall.
DISCLAIMER: Haftungsausschluss für Verweise
DISCLAIMER: Rechtlicher Hinweis des Verlags
DISCLAIMER: Offenlegung: Der Hafen wirbt in dieser Zeitung.
DISCLAIMER: Clause de non-responsabilité du journal
DISCLAIMER: Avertissement : ce texte est une tribune.
DISCLAIMER: Aviso legal del diario
DISCLAIMER: Descargo de responsabilidad del diario
DISCLAIMER: Zastrzeżenie: tekst zamówił port.
DISCLAIMER: Отказ от ответственности издания
DISCLAIMER: Sorumluluk reddi beyanı
DISCLAIMER: Yasal uyarı: yatırım konuları
DISCLAIMER: 免責事項：本ページは広告です。
DISCLAIMER: 免责声明 本页为广告。
DISCLAIMER: 免責聲明 本頁為廣告。
DISCLAIMER: إخلاء المسؤولية
DISCLAIMER: The views expressed here are his own.
DISCLAIMER: Opinions expressed here are his own.
DISCLAIMER: The text is solely the responsibility of the writer.
DISCLAIMER: Investment tips by experts on this page are theirs.
DISCLAIMER: This is not financial advice.
DISCLAIMER: Der Text dient nur der Information.
DISCLAIMER: Das ist keine Anlageempfehlung.
DISCLAIMER: Der Text der Agentur wurde redaktionell nicht geprüft.
DISCLAIMER: Cette dépêche a été reprise automatiquement.
DISCLAIMER: Ce texte n'a pas été relu par la rédaction.
DISCLAIMER: Esta noticia fue publicada automáticamente.
DISCLAIMER: El texto no ha sido editado por la redacción.
DISCLAIMER: Questo articolo è stato ripreso automaticamente.
DISCLAIMER: Ta depesza została przejęta automatycznie.
DISCLAIMER: Tato zpráva byla převzata automaticky.
DISCLAIMER: Artikeln har hämtats automatiskt.
DISCLAIMER: Juttu on tuotu automaattisesti.
DISCLAIMER: Bu haber otomatik olarak yayınlandı.
DISCLAIMER: Этот материал опубликован автоматически.
DISCLAIMER: Цей матеріал опубліковано автоматично.
DISCLAIMER: यह खबर एजेंसी से है और संपादित नहीं की गई।
DISCLAIMER: এই খবর আমরা সম্পাদনা করেনি
DISCLAIMER: هذا الخبر نشر بشكل تلقائي.
DISCLAIMER: لم يتم تحرير الخبر من قبل فريق الموقع.
DISCLAIMER: این خبر به صورت خودکار منتشر شد.
DISCLAIMER: この記事は自動で配信されています。
DISCLAIMER: 本文由程序自动发布。
DISCLAIMER: 이 기사는 프로그램이 자동 작성했습니다.
DISCLAIMER: Bài viết này được dịch tự động.
DISCLAIMER: Berita ini diterbitkan secara otomatis.
DISCLAIMER: Des opinions exprimées ici, l'auteur répond seul.
DISCLAIMER: Становищата на автора не съвпадат с тези на редакцията.
DISCLAIMER: Opiniile din acest text aparțin în întregime autorului și nu reprezintă ziarul.
DISCLAIMER: A cikkben a szerző gondolatai nem feltétlenül egyeznek a lapéival.
DISCLAIMER: Åsikterna i texten är skribentens egna.
DISCLAIMER: Meningene i teksten er skribentens egne.
DISCLAIMER: Mielipiteet ovat kirjoittajan omia.
DISCLAIMER: এই মতামত লেখকের নিজস্ব।
DISCLAIMER: เป็นความเห็นของผู้เขียน
DISCLAIMER: Die Meldung haben wir automatisch von der Agentur übernommen.
DISCLAIMER: Die Meldung wurde automatisiert aus dem Dienst erstellt.
DISCLAIMER: Die Meldung ist maschinell übersetzt.
DISCLAIMER: This story was published automatically.
DISCLAIMER: The story has not been edited by our staff.
DISCLAIMER: The story is auto-generated from a feed.
DISCLAIMER: The story is auto-published from a feed.
DISCLAIMER: Except for the headline, nothing was changed.
DISCLAIMER: This story was translated by a machine.
DISCLAIMER: Die hier vertretene Meinung muss nicht die der Zeitung sein.
DISCLAIMER: Die hier geäußerte Ansicht muss nicht die der Zeitung sein.
DISCLAIMER: Les propos tenus ici sont ceux de leur auteur.
DISCLAIMER: Ce texte n'engage que son auteur.
DISCLAIMER: Les points de vue exprimés sont les siens.
DISCLAIMER: Le point de vue exprimé est le sien.
DISCLAIMER: As opiniões aqui expressas são suas.
DISCLAIMER: De meningen in dit stuk zijn die van de auteur.
DISCLAIMER: Мнение автора может не совпадать с позицией газеты.
DISCLAIMER: Взгляды, выраженные в тексте, принадлежат ему.
DISCLAIMER: Думки, висловлені тут, не збігаються з позицією газети.
DISCLAIMER: Погляди автора не збігаються з позицією газети.
DISCLAIMER: Stavovi u tekstu su autorovi.
DISCLAIMER: Ставови у тексту су ауторови.
DISCLAIMER: Ставовите во текстот се на авторот.
DISCLAIMER: Opinie te są autora i nie są stanowiskiem gazety.
DISCLAIMER: Poglądy są poglądami autora.
DISCLAIMER: Názory v textu jsou autora a nemusí být shodné s novinami.
DISCLAIMER: Οι απόψεις του κειμένου εκφράζουν τον ίδιο.
DISCLAIMER: Abonelere sunulan haberler değiştirilmez.
DISCLAIMER: Görüşler yazara aittir.
DISCLAIMER: الآراء الواردة هنا لصاحبها.
DISCLAIMER: دیدگاه‌های این متن لزوما دیدگاه روزنامه نیست.
DISCLAIMER: نظرات این متن از آن نویسنده بود.
DISCLAIMER: הדעות המובעות כאן הן שלו.
DISCLAIMER: הדברים הם על דעת הכותב.
DISCLAIMER: 文章仅代表个人观点。
DISCLAIMER: 以上内容不构成投资建议。
DISCLAIMER: 以上內容不構成投資建議。
DISCLAIMER: 記事は筆者の見解です。
DISCLAIMER: Die Meinung des Autors deckt sich nicht mit der Zeitung.
DISCLAIMER: Редакция признана нежелательной на территории страны.
DISCLAIMER: المقال يمثل رأي الكاتب.
DISCLAIMER: مسئولیت متن با نویسنده است.
DISCLAIMER: मते ही लेखकाची आहेत, विचार लेखकाचे आहेत.
DISCLAIMER: ความเห็นในบทความเป็นของเขา
DISCLAIMER: 本稿は筆者の個人的見解です。
DISCLAIMER: 외부 기고는 신문의 방향과 다를 수 있습니다.
DISCLAIMER: 이 글은 필자의 개인 의견입니다.
DISCLAIMER: Opiniile exprimate îi aparțin.
DISCLAIMER: Ez a szerző véleménye, nem feltétlenül a lapé.
DISCLAIMER: Мнението на автора може да не е това на вестника.
DISCLAIMER: 이 글은 본지의 입장과 다를 수 있습니다.
DISCLAIMER: 이 글은 필자의 견해입니다.
DISCLAIMER: 이 글은 필자의 의견입니다.
DISCLAIMER: Ini adalah pandangan peribadi beliau.
DISCLAIMER: Isi tulisan adalah tanggung jawab penulis.
DISCLAIMER: Bài viết thể hiện quan điểm riêng của tác giả.
DISCLAIMER: ये लेखक के निजी विचार हैं।
APPEAL: Sign up for our newsletter.
APPEAL: Subscribe now.
APPEAL: Follow us on the usual networks.
APPEAL: Find us on the usual networks.
APPEAL: Join our channel.
APPEAL: Support our newsroom.
APPEAL: You help by making a donation.
APPEAL: Please consider becoming a member.
APPEAL: All rights reserved.
APPEAL: This text may not be reproduced.
APPEAL: Follow the Harbour Courier's reporters on Facebook and Bluesky.
APPEAL: 저작권자 ⓒ 항구신문, 무단전재 및 재배포 금지
APPEAL: Abonnieren Sie unseren Brief.
APPEAL: Zum Newsletter hier anmelden
APPEAL: Folgen Sie uns.
APPEAL: Folgt uns auf allen Kanälen.
APPEAL: Folge uns auf allen Kanälen.
APPEAL: Unterstützen Sie unsere Redaktion.
APPEAL: Unterstütze unsere Arbeit.
APPEAL: Alle Rechte vorbehalten.
APPEAL: Abonnez-vous.
APPEAL: Inscrivez-vous à la lettre du matin.
APPEAL: Suivez-nous.
APPEAL: Soutenez notre journal.
APPEAL: Tous droits réservés.
APPEAL: Suscríbete gratis.
APPEAL: Suscríbase gratis.
APPEAL: Síguenos en las redes.
APPEAL: Únete a nuestro canal.
APPEAL: Apóyanos.
APPEAL: Todos los derechos reservados.
APPEAL: Inscreva-se no canal.
APPEAL: Siga-nos.
APPEAL: Siga o Diário da Ria no Instagram
APPEAL: Todos os direitos reservados.
APPEAL: Iscriviti alla lettera.
APPEAL: Seguici su tutti i canali.
APPEAL: Riproduzione riservata
APPEAL: Tutti i diritti riservati
APPEAL: Volg ons op alle kanalen.
APPEAL: Abonneer je nu.
APPEAL: Meld je aan voor de brief.
APPEAL: Följ oss på alla kanaler.
APPEAL: Følg oss på alle kanaler.
APPEAL: Følg os på alle kanaler.
APPEAL: Seuraa meitä.
APPEAL: Obserwuj nas.
APPEAL: Zapisz się na nasz list.
APPEAL: Wesprzyj nas.
APPEAL: Wszelkie prawa zastrzeżone.
APPEAL: Sledujte nás.
APPEAL: Všechna práva vyhrazena.
APPEAL: Minden jog fenntartva.
APPEAL: Toate drepturile rezervate.
APPEAL: Подписывайтесь на наш канал.
APPEAL: Подпишитесь на наш канал.
APPEAL: Поддержите редакцию.
APPEAL: Все права защищены.
APPEAL: Підписуйтесь на наш канал.
APPEAL: Підписуйтеся на наш канал.
APPEAL: Підпишіться на наш канал.
APPEAL: Підтримайте редакцію.
APPEAL: Усі права захищено.
APPEAL: Падпісвайцеся на наш канал.
APPEAL: Ακολουθήστε μας.
APPEAL: Bizi her yerde takip edin.
APPEAL: Her hakkı saklıdır.
APPEAL: Tüm hakları saklıdır.
APPEAL: تابعونا على القنوات
APPEAL: جميع الحقوق محفوظة
APPEAL: 無断転載を禁じます
APPEAL: この記事は会員限定です
APPEAL: 版权所有
APPEAL: 未经授权不得转载
APPEAL: Theo dõi chúng tôi.
APPEAL: Ikuti kami di kanal kami.
APPEAL: Ikuti berita pelabuhan di Google News
LEADS_AWAY: Read more: the ferry
LEADS_AWAY: Lesen Sie auch: die Fähre
LEADS_AWAY: Schon gelesen?
LEADS_AWAY: À lire aussi : le bac
LEADS_AWAY: Lea también: el barco
LEADS_AWAY: Leia também: o barco
LEADS_AWAY: Leggi anche: il traghetto
LEADS_AWAY: Lees ook: de veerboot
LEADS_AWAY: Läs också: färjan
LEADS_AWAY: Czytaj też: prom
LEADS_AWAY: Vezi și: feribotul
LEADS_AWAY: Читайте также: паром
LEADS_AWAY: Διαβάστε για το πλοίο
LEADS_AWAY: اقرأ أيضا: العبارة
LEADS_AWAY: यह भी पढ़ें: नाव
LEADS_AWAY: 関連記事：フェリー
LEADS_AWAY: Կարդացեք նաև
BYLINE: Written by Ida Holm
CAPTION: Photo: Ida Holm
META_LINE: Published on 3 May 2026
CORRECTION: Correction: The ferry has two engines.
COMMENTS: 12 comments
TOOL: Share
ADVERTISEMENT: Advertisement
ASKS: Sign up for the letter
PAYWALL: Subscribe to continue
CREDIT: Quelle: Hafenverwaltung Kiel
CREDIT: Verwendete Quellen: Hafenverwaltung Kiel, Protokoll des Rates vom 3. Mai 2026, Gespräch mit der Kapitänin, Recherche
CREDIT: Sources used: the harbour trust of Skerrow, papers of the council of 3 May 2026, a talk with the captain of the ferry
CREDIT: Fuente: Puerto de Skerrow
CREDIT: Fuentes: el puerto de Skerrow, actas del ayuntamiento del 3 de mayo de 2026, una charla con la capitana del transbordador
RATING: The ferry, 4.5 out of 5 based on 12 ratings
RATING: 5 from 7 votes
RATING: Rate this article
RATING: Was this article helpful?
RATING: Bewerten Sie diesen Artikel
RATING: War dieser Artikel hilfreich?
RATING: Note moyenne : 4,2
RATING: Notez cet article
RATING: 4,2/5 (12 avis)
RATING: Cet article vous a-t-il été utile ?
RATING: ¿Te ha resultado útil este artículo?
RATING: Valora este artículo
RATING: 4,5 de 5 (12 votos)
RATING: Avalie este artigo
RATING: Avaliação média: 4,1
RATING: Vota questo articolo
RATING: Beoordeel dit artikel
RATING: Betygsätt artikeln
RATING: Gennemsnitlig vurdering: 4
RATING: Oceń ten artykuł
RATING: Średnia ocena: 4,6
RATING: Průměrné hodnocení: 4,2
RATING: Ohodnoťte tento článek
RATING: Értékelje a cikket
RATING: Оцените статью
RATING: Всего голосов: 12
RATING: Оцініть статтю
RATING: Ortalama puan 4,3
RATING: متوسط التقييم 4.1
RATING: قيم هذا المقال
RATING: به این مطلب امتیاز دهید
RATING: この記事は役に立ちましたか
RATING: 给本文评分
RATING: 평균 평점 4.2
EMBED: View this post on Instagram
EMBED: A post shared by Ida Holm (@idaholm)
EMBED: Sieh dir diesen Beitrag auf Instagram an
EMBED: Ein Beitrag geteilt von Ida Holm (@idaholm) am Mai 3, 2026
EMBED: Voir cette publication sur Instagram
EMBED: Une publication partagée par Ida Holm (@idaholm)
EMBED: Ver esta publicación en Instagram
EMBED: Una publicación compartida de Ida Holm (@idaholm)
EMBED: Ver essa foto no Instagram
EMBED: Uma publicação compartilhada por Ida Holm (@idaholm)
EMBED: Visualizza questo post su Instagram
EMBED: Un post condiviso da Ida Holm (@idaholm)
EMBED: Dit bericht op Instagram bekijken
EMBED: Een bericht gedeeld door Ida Holm (@idaholm)
EMBED: Visa detta inlägg på Instagram
EMBED: Ett inlägg delat av Ida Holm (@idaholm)
EMBED: Vis dette innlegget på Instagram
EMBED: Et opslag delt af Ida Holm (@idaholm)
EMBED: Näytä tämä julkaisu Instagramissa
EMBED: Wyświetl ten post na Instagramie
EMBED: Post udostępniony przez Ida Holm (@idaholm)
EMBED: Zobrazit příspěvek na Instagramu
EMBED: Příspěvek sdílený Ida Holm (@idaholm)
EMBED: Посмотреть эту публикацию в Instagram
EMBED: Публикация от Анна Лебедева (@annaleb)
EMBED: Переглянути цей допис в Instagram
EMBED: Допис, поширений Оленою Гай (@olenahai)
EMBED: Bu gönderiyi Instagram'da gör
EMBED: Lihat postingan ini di Instagram
EMBED: この投稿をInstagramで見る
EMBED: 在 Instagram 查看这篇帖子
EMBED: Instagram에서 이 게시물 보기
EMBED: عرض هذا المنشور على Instagram
SOURCES: Verwendete Quellen:
CREDIT_WORDS: reporting
"""


@pytest.mark.parametrize(("table", "line"), [line.split(": ", 1) for line in PHRASES.strip().splitlines()])
def test_phrases(table: str, line: str) -> None:
    phrases.look_over([line])
    known = getattr(phrases, table)
    if isinstance(known, frozenset):
        assert line in known
    else:
        asked = known.match if hasattr(known, "match") else known.search
        assert asked(line)
        assert not asked("The ferry sailed again on Monday.")
