"""Lines that stand with an article and are not its text: credits, corrections, notices, author cards, datelines."""

import re
from typing import Literal

from crawler.extraction.phrases import DATE_LINE

Note = Literal["credit", "correction", "disclaimer"]

_AGENCY = (
    r"(?:AFP|AP|dpa(?:-\w+)?|Reuters|TASS|ТАСС|EFE|ANSA|APA|Keystone(?:-SDA)?|SDA|sda|PAP|ČTK|CTK|TASR|SITA|MTI|Agerpres|BTA|БТА|RIA(?: Novosti)?|РИА(?: Новости)?|Interfax|Интерфакс|"
    r"UNIAN|УНИАН|УНІАН|Ukrinform|Укр[иі]нформ|Xinhua|IRNA|ISNA|ИРНА|Kyodo|Jiji|Yonhap|PTI|ANI|IANS|Bernama|Antara|AAP|PA|Press Association|Associated Press|Agence France-Presse|"
    r"Belga|ANP|Ritzau|NTB|TT|STT|Lusa|Anadolu|AA|DHA|İHA|epd|KNA|idw|sid|SID|afp|ap|reuters|ots|pm|Bloomberg|CNN|BBC|NPR|ABC|CBS|RFE/RL|VOA|HINA|Hina|Tanjug|Fena|FENA|Beta|MIA|Belta|БелТА|Trend|KazTAG|AKIpress|ДПА|АФП|АП|Рейтер)"
)
_NAME = r"[^\W\d_][\w.'’\-]+"


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def _start(*patterns: str) -> re.Pattern[str]:
    return re.compile(
        r"[\s(\[*_—–\-•|■\"“„«/]*(?:" + "|".join(f"(?:{pattern})" for pattern in patterns) + ")", re.IGNORECASE
    )


_CREDIT_START = _start(
    # en
    r"(?:with |additional |further |other )?(?:reporting|writing|editing|research|production|translation|translated|edited|compiled|written|reported|produced|photography|graphics?|fact.?check(?:ed|ing))"
    r"(?: and (?:writing|editing|reporting|additional reporting|translation))?(?: (?:was |were )?(?:contributed|done))?(?: (?:for [\w ]{2,30} )?by|\s*:)\s+\S",
    r"(?:with|based on|from) (?:additional |some |further )?(?:reporting|reports|material|files?|information|inputs?|contributions?|copy|text)(?: \S+){0,3}? (?:by|from|of)\s+\S",
    r"(?:this|the) (?:story|article|report|piece) (?:was|is) (?:written|compiled|prepared|translated|adapted|produced|first published|originally published|based)(?: \S+){0,6}? (?:by|from|on|in|with|at)\b.{2,200}$",
    r"(?:some|additional|portions? of(?: the)?) (?:information|material|reporting) (?:for|in|from|by) .{2,60}(?: (?:came|was|were|is)\b.{2,80})?$",
    r"source\(?s?\)?\s*:\s*\S.{0,90}$", r"(?:news )?agencies\s*$",
    # de
    r"mit (?:material|informationen|agenturmaterial|material) (?:von|der|des|aus)\b.{2,90}$", r"mit agentur(?:material|en|meldungen)?\b.{0,40}$", r"mit " + _AGENCY + r"\b.{0,50}$",
    r"(?:redaktionelle )?(?:mitarbeit|übersetzung|übersetzt|redaktion|bearbeitung|recherche|aus dem \w+ (?:übersetzt|übertragen))\s*(?::|von\b).{2,120}$", r"(?:quelle|quellen)\s*:\s*\S.{0,90}$",
    # fr es pt it nl
    r"avec (?:l['’]|les |des |la )?(?:agences?|" + _AGENCY + r")\b.{0,60}$", r"\(?avec " + _AGENCY, r"(?:traduit|adapté|édité|propos recueillis)(?: \S+){0,4}? par\b.{2,90}$", r"sources?\s*:\s*\S.{0,90}$",
    r"con (?:información|informaciones|reportes|aportes|datos|material) (?:de|del|la)\b.{2,120}$", r"(?:traducido|editado|adaptado|redactado|reportado|edición)(?: \S+){0,3}? (?:por|de)\b.{2,90}$", r"(?:fuentes?|fonte?s?)\s*:\s*\S.{0,90}$",
    r"com (?:informações|reportagem|material|dados|agências)(?: (?:de|da|do|das|dos))?\b.{0,90}$", r"(?:edição|tradução|reportagem|texto)\s*(?:de|:)\s.{2,90}$",
    r"(?:con|a cura di|traduzione di|ha collaborato)\b.{2,80}$", r"(?:bron|bronnen)\s*:\s*\S.{0,90}$", r"met (?:medewerking|informatie|bijdragen) van\b.{2,90}$",
    # nordic pl cs sk hu ro
    r"(?:källa|källor|kilde|kilder|lähde|lähteet|heimild)\s*:\s*\S.{0,90}$", r"(?:översättning|oversatt av|oversettelse|oversat af)\b.{2,80}$", r"(?:źródł[oa]|zdroj(?:e)?|forrás|surs[aă])\s*:\s*\S.{0,90}$", r"(?:tłumaczenie|przekład|opracowa[łn]\w*|oprac\.|překlad|přeložil\w*|preložil\w*|fordította|traducere)\b.{2,80}$",
    # ru uk be bg sr mk
    r"(?:при подготовке|в подготовке|над (?:текстом|материалом)|с использованием (?:материалов|сообщений)|по (?:материалам|сообщениям|информации|данным))\b.{2,140}$", r"(?:источник(?:и)?|джерел[оа]|крыніц[аы]|източни(?:к|ци)|извор|izvor|вир|kilder|автор перевода|перевод(?: с \w+)?|переклад(?:ач)?|редактор|редагува\w+)\s*[:—–-]\s*\S.{0,90}$",
    r"(?:за (?:матеріалами|повідомленнями)|з використанням|паводле (?:матэрыялаў|паведамленняў))\b.{2,120}$", r"(?:по материали|с информация|в съобщението)\s.{2,90}$", r"(?:prema pisanju|sa informacijama|uz informacije|по информациите)\b.{2,90}$",
    # el tr ar fa
    r"(?:πηγή|πηγές|με πληροφορίες(?: από)?)\s*:?\s*\S.{0,90}$", r"(?:kaynak|kaynaklar|derleyen|çeviri|haber)\s*:\s*\S.{0,90}$", r"(?:المصدر|المصادر|ترجمة|تحرير|إعداد)\s*[:：]\s*\S.{0,90}$", r"(?:منبع|منابع|ترجمه|با استفاده از گزارش)\s*[:：]?\s*\S.{0,90}$",
    # ja zh ko th vi id
    r"(?:取材|翻訳|編集|構成|文|撮影|写真)(?:・\S{1,4})?\s*[:：=＝/／]\s*\S.{0,60}$", r"(?:来源|來源|资料来源|資料來源|责任编辑|責任編輯|责编|編輯|编辑|翻译|翻譯|记者|記者|作者)\s*[:：]\s*\S.{0,60}$", r"(?:출처|번역|편집|자료)\s*[:：]\s*\S.{0,60}$", r"(?:ที่มา|nguồn|theo|sumber|penyunting|editor|pewarta|reporter)\s*:\s*\S.{0,60}$",
)  # fmt: skip
_CREDIT_ANYWHERE = _any(
    r"\bcontributed (?:to (?:this|the) (?:report|story|article|piece)|(?:to )?reporting|reporting (?:from|to))\b",
    r"\bcontributed (?:from|research|additional reporting)\b",
    r"\b(?:reported|reports|writes|wrote) from [A-Z]\w+.{0,60}\bcontributed\b",
    r"\breported from\b.{3,80}\.$",
    r"\bis (?:a|an|the) .{3,60}(?:writer|reporter|correspondent) (?:for|at) .{2,40}, (?:and )?(?:reported|contributed)\b",
    r"\b(?:a|ont) (?:contribué|participé) à (?:cet? article|ce reportage)\b",
    r"\b(?:contribuy(?:ó|eron)|colabor(?:ó|aron)) (?:con|en|a) (?:este|esta) (?:informe|nota|reportaje|artículo|información)\b",
    r"\bcolabor(?:ou|aram) (?:com|para) (?:esta|este) (?:reportagem|matéria|texto)\b",
    r"\bha(?:nno)? (?:contribuito|collaborato) a(?:lla)? (?:questo|questa|realizzazione)\b",
    r"\b(?:hat|haben) zu (?:diesem|dem) (?:artikel|bericht|beitrag|text) beigetragen\b",
    r"\b(?:heeft|hebben) (?:bijgedragen|meegewerkt) aan dit (?:artikel|verhaal)\b",
    r"\bbidrog till (?:rapporten|artikeln)\b",
    r"\bв подготовке (?:материала|текста|статьи) (?:участвовал|помога)\w*",
    r"\bу підготовці (?:матеріалу|тексту) (?:брал|допомага)\w*",
)
_STORY_NUMBER = re.compile(r"©?\s*dpa(?:-infocom|-AFX)?,?\s*dpa:\d{6}-\d{1,3}-\d+/\d+|\bdpa:\d{6}-\d{1,3}-\d+/\d+")
_BARE_AGENCY = re.compile(
    rf"^[\s(\[/—–-]*{_AGENCY}(?:(?:\s*[,/&+]\s*|\s+(?:und|and|et|y|e|i|и)\s+)(?:{_AGENCY}|[a-zäöü]{{2,4}}))*[\s)\].]*$"
)
_SIGNED_AGENCY = re.compile(
    rf"^\(?[a-zäöü]{{2,4}}/(?:{_AGENCY}|[a-zäöü]{{2,4}})(?:/(?:{_AGENCY}|[a-zäöü]{{2,4}}))*\)?\.?$"
)

_CORRECTION_START = _start(
    r"(?:correction|clarification|corrected|clarified|erratum|retraction|amendment)s?\b\s*(?:\(|\[|:|,|—|–|-|to this|of|on\b|\d|[A-Z][a-z]+ \d)", r"editor['’]?s['’]? note\s*(?:\(|:|,|—|–|-|$)", r"update(?:d)?\s*(?:\([^)]{4,40}\)|\d{1,2}[/.]|[A-Z][a-z]+ \d{1,2}[^:]{0,25})?\s*:\s",
    r"(?:this|the|an earlier version of this|a previous version of this|an earlier version of the|a previous version of the|earlier versions? of this) (?:story|article|report|piece|post|page|headline|column|caption|version|item|obituary)\b.{0,80}?\b(?:has been|have been|was|were|is|incorrectly|misstated|misidentified|wrongly|mistakenly|misspelled|omitted|gave)\b.{0,40}?\b(?:updated|corrected|amended|revised|clarified|changed|edited to|modified|incorrectly|misstated|misidentified|wrongly|wrong|mistakenly|misspelled|said|stated|incorrect|removed|gave|omitted)\b",
    r"(?:korrektur(?:hinweis)?|berichtigung|richtigstellung|anmerkung der redaktion|anm\. d(?:er)?\. ?red(?:aktion)?\.?|hinweis der redaktion|in einer (?:früheren|ersten|vorherigen) (?:version|fassung)|(?:dieser|der) (?:artikel|text|beitrag) wurde (?:aktualisiert|korrigiert|ergänzt|nachträglich))", r"(?:transparenzhinweis|update)\s*(?:\([^)]*\)|vom [^:]{3,30}|,? \d[^:]{2,30})?\s*:\s",
    r"(?:correction|rectificatif|erratum|mise à jour|précision|note de la rédaction|NDLR|cet article a été (?:mis à jour|corrigé|modifié)|une (?:première|précédente) version de)\s*(?:\(|:|,|—|–|-|du|le|\d|de cet|$|\w)",
    r"(?:corrección|rectificación|fe de erratas?|aclaración|nota (?:del?|de la|de) (?:editor|redacción|redacçao)|actualización|este (?:artículo|texto) (?:ha sido|fue) (?:actualizado|corregido|modificado)|una versión (?:anterior|previa))\b", r"(?:correção|errata|nota (?:do editor|da redação)|atualização|esta? (?:matéria|reportagem|texto|artigo|notícia) foi (?:atualizad|corrigid|modificad))",
    r"(?:correzione|rettifica|errata corrige|nota (?:del direttore|della redazione|dell['’]editore)|questo articolo è stato (?:aggiornato|corretto|modificato))", r"(?:correctie|rectificatie|noot van de redactie|in een eerdere versie|dit artikel is (?:aangepast|geüpdatet|bijgewerkt|gewijzigd))",
    r"(?:rättelse|korrigering|rettelse|retting|presisering|oikaisu|leiðrétting|i en tidigare version|i en tidligere (?:version|versjon|utgave)|artikeln har (?:uppdaterats|korrigerats)|artikkelen er (?:oppdatert|korrigert|endret))\b",
    r"(?:sprostowanie|korekta|aktualizacja|od redakcji|oprava|opraveno|upřesnění|aktualizováno|doplněno|poznámka redakce|helyesbítés|helyreigazítás|frissítés|a cikk(?:et)? (?:frissít|javít)|corectare|actualizare|erată|nota redac[țţ]iei|articolul a fost (?:actualizat|corectat))\s*(?:\(|:|,|—|–|-|\d|$|\w)",
    r"(?:исправление|уточнение|поправка|опровержение|обновлено|дополнено|от редакции|примечание редакции|в (?:более )?ранн(?:ей|юю) верси[ию]|в предыдущей версии|материал (?:был )?(?:обновл[её]н|исправлен|дополнен)|виправлення|уточнення|оновлено|від редакції|примітка редакції|у попередній версії|матеріал (?:було )?(?:оновлено|виправлено)|выпраўленне|удакладненне|ад рэдакцыі|поправка|корекция|от редакцията|исправка|ispravka|ispravak|napomena (?:urednika|redakcije)|popravek|од редакцијата)\b\s*(?:\(|:|,|—|–|-|\.|\d|\w|$)",
    r"(?:διόρθωση|διευκρίνιση|σημείωση (?:του συντάκτη|της σύνταξης)|ενημέρωση\s*:|düzeltme|editörün notu|güncelleme\s*:|تصحيح|توضيح|ملاحظة المحرر|تنويه|اصلاحیه|تصحیح|توضیح سردبیر|به‌روزرسانی\s*:|תיקון|הבהרה|הערת העורך)\b", r"(?:訂正|お断り|おことわり|【訂正|追記|編集部注|更正|澄清|编者按|編者按|編按|정정|바로잡습니다|편집자 주|แก้ไข|đính chính|ralat|koreksi|catatan redaksi)",
)  # fmt: skip

_LEGAL = _any(
    r"\bundesirable organi[sz]ation", r"нежелательн(?:ой|ая|ою|ых) (?:\S+ ){0,4}организаци", r"небажан(?:ою|а|ої) організаці", r"непажадан(?:ай|ая) арганізацы", r"иностранн(?:ого|ым|ый|ых) агент", r"иноагент", r"\bforeign agent\b.{0,120}\b(?:russia|ministry|label|regist)|\b(?:labell?ed|designated|registered|declared) (?:as )?(?:an? )?[\"“']?foreign agent",
    r"экстремистск(?:ой|ими|ая|ую) (?:\S+ ){0,3}(?:организаци|материал)", r"признан\w* (?:\S+ ){0,6}(?:террористическ|экстремистск)\w+",
)  # fmt: skip
"""Laws against newsrooms: as a notice on a page, or as what its news is about."""
_DISCLAIMER = _any(
    r"^[\W_]*(?:legal |editorial |medical |important |investment |risk |full )?(?:disclaimer|disclosure|risk warning|haftungsausschluss|rechtlicher hinweis|transparenzhinweis|offenlegung|risikohinweis|avertissement|clause de non-responsabilité|aviso legal|descargo de responsabilidad|isenção de responsabilidade|avvertenza|vrijwaring|zastrzeżenie|прав[оа]в[оаи]я оговорка|отказ от ответственности|sorumluluk reddi|yasal uyarı|免責事項|免责声明|免責聲明|إخلاء (?:ال)?مسؤولية)\s*(?::|—|–|-|\b)",
    r"\b(?:the )?(?:views|opinions?)(?:,? (?:and|&) (?:opinions|views|investment tips|statements))?,? (?:(?:and \S+ ){0,3})?(?:expressed|contained|presented|stated|reflected)\b.{0,120}\b(?:are|do not|does not|belong|solely|alone|own|necessarily)\b", r"\bsolely (?:the )?(?:responsibility|opinions?|views?) of the (?:author|writer)", r"\breflects? (?:only |solely )?the (?:views?|opinions?) of (?:the|its) (?:author|writer)", r"\bopinion column that\b", r"\bdoes not (?:necessarily )?(?:represent|reflect) the (?:views?|opinions?|position|editorial)",
    r"\b(?:not|nicht|keine?) (?:be (?:considered|construed|taken) as )?(?:financial|investment|medical|legal|tax) advice\b", r"\bdoes not constitute\b.{0,60}\badvice\b", r"\bkeine (?:anlageberatung|kaufempfehlung|rechtsberatung|aufforderung zum kauf)", r"\bdient (?:nur|lediglich|ausschließlich) der information",
    r"(?:diese|die) meldung (?:\S+ ){0,4}?(?:redaktionell )?nicht bearbeitet", r"\bautomatisch (?:\S+ ){0,6}übernommen", r"\b(?:wurde|wird) (?:\S+ ){0,8}(?:automatisiert|automatisch|mithilfe (?:von )?ki|maschinell|mit ki)\b.{0,60}\b(?:erstellt|übernommen|übersetzt|veröffentlicht|generiert)", r"(?:taken over|published) automatically from", r"\bhas not been edited by\b.{0,60}\b(?:staff|team|syndicated)", r"\bauto-?generated from (?:a )?(?:syndicated|agency)", r"\bexcept for the headline\b", r"\bthis (?:story|article|report) (?:is|was|has been) (?:auto-?generated|generated by|translated (?:by|using|with) (?:a |an )?(?:machine|ai|automatic|google)|produced with the (?:help|assistance) of ai)",
    r"\bdie (?:hier )?(?:geäußerten?|vertretenen?) (?:meinung|ansicht)", r"\b(?:gast(?:beitrag|kommentar|autor)|meinungsbeitr)\w*.{0,80}\bnicht (?:unbedingt|zwingend|notwendigerweise)?.{0,30}(?:meinung|ansicht|position)", r"\bles (?:opinions|propos|points? de vue) (?:exprimé|émis|tenu)\w*.{0,100}(?:n['’]engage|ne reflèt|auteur)", r"n['’]engage(?:nt)? que (?:leur|son|ses|leurs) auteur",
    r"\b(?:las|los) (?:opiniones|puntos de vista|contenidos)\b.{0,60}\b(?:expresad|vertid|emitid|publicad)\w*.{0,120}\b(?:autor|responsabilidad|reflej|necesariamente)", r"\bas opiniões (?:aqui )?(?:expressas|emitidas)\b.{0,120}\b(?:autor|responsabilidade|necessariamente|refle)", r"\ble opinioni (?:\S+ ){0,4}(?:espresse|contenute)\b.{0,120}\b(?:autor|redazione|necessariamente)", r"\bde meningen\b.{0,60}\b(?:auteur|redactie)",
    r"\bмнени[ея] (?:автор|редакци)\w*.{0,60}(?:не совпада|может не|не отража|не обязательно)", r"\b(?:взгляды|мнения), (?:выраженные|высказанные)", r"\bдумк[аи],? (?:висловлен|автор)\w*.{0,80}(?:не збіга|не відобража|може не|редакці)", r"\bпогляд\w+ автор\w+.{0,60}редакці", r"\b(?:ставовите|stavovi|mišljenja|мислењата)\b.{0,60}\b(?:autor|автор)\w*.{0,60}(?:nužno|nužno|задолжително|ne odražavaju|не ги)", r"\b(?:poglądy|opinie)\b.{0,60}\bautor\w*.{0,60}(?:redakcj|stanowisk)", r"\b(?:názory)\b.{0,60}\b(?:autor|redakc|redakci)\w*", r"\bopiniile exprimate\b", r"\bοι απόψεις\b.{0,100}\b(?:συντάκτ|συγγραφέ|απηχούν|εκφράζουν)",
    r"\bgörüşler(?:i)?\b.{0,60}\byazar(?:a|ın|lar)\b", r"الآراء (?:الواردة|المعبر|المنشورة)", r"(?:دیدگاه|نظرات|مواضع).{0,60}(?:نویسنده|لزوم)", r"הדעות המובעות|על דעת הכותב", r"(?:本文|文章|以上)(?:仅|僅|只)?(?:代表|為|为)(?:作者|個人|个人)(?:个人|個人|本人)?(?:观点|觀點|立場|立场|意見)", r"不(?:代表|構成|构成)(?:本(?:報|报|站|刊|台)|投[資资])", r"(?:個人|筆者)の見解(?:です|であり|を示)", r"(?:개인|필자)의 (?:의견|견해)", r"pandangan (?:penulis|peribadi)|tanggung jawab penulis", r"quan điểm (?:riêng )?của tác giả", r"(?:लेखक|लेखिका) के (?:निजी|अपने) विचार",
)  # fmt: skip


def classify(text: str) -> Note | None:
    """What sort of note a paragraph is, None if it is text of the article.

    Meant for paragraphs inside or next to the body; length is a part of it: nobody credits in 600 characters.
    """
    if len(text) > 1200:
        return None
    if len(text) <= 700 and _CORRECTION_START.match(text) and not (len(text) < 60 and DATE_LINE.search(text)):
        return "disclaimer" if _DISCLAIMER.search(text) else "correction"
    if (_DISCLAIMER.search(text) or _LEGAL.search(text)) and len(text) <= 1200:
        return "disclaimer"
    if len(text) <= 400 and is_credit(text):
        return "credit"
    return None


def is_legal(text: str) -> bool:
    """Whether a text speaks of a law that newsrooms have to print notices of. News do so as well: where it stands
    decides which of the two it is."""
    return len(text) <= 1200 and bool(_LEGAL.search(text))


def is_credit(text: str) -> bool:
    return bool(
        (len(text) <= 260 and _CREDIT_START.match(text))
        or _CREDIT_ANYWHERE.search(text)
        or (len(text) <= 60 and (_BARE_AGENCY.match(text) or _SIGNED_AGENCY.match(text)))
        or _STORY_NUMBER.search(text)
    )


_DASH = r"\s*(?:—|–|--|―|‒|-)\s"
_PLACE = r"[^\W\d_a-zà-öø-ÿа-яёіїєґα-ω][\w.'’‘\-]*"
_UPPER_WORD = r"[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁІЇЄҐΑ-Ω][A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁІЇЄҐΑ-Ω.'’‘/\-]+"
_REGION = r"(?:,\s+(?:[A-Z][\w.]*(?:\s[A-Z][\w.]*){0,2}))?"
_DAY = r"(?:,\s+(?:\d{1,2}\.?\s+[^\W\d_]+\.?|[^\W\d_]+\.?\s+\d{1,2})(?:,?\s+\d{4})?)?"
_DATELINE = re.compile(
    # PRAGUE —   AUBURN, Wash. (AP) —   MOSCOW, March 3 (Reuters) -   МОСКВА, 3 мар — РИА
    rf"^(?P<caps>{_UPPER_WORD}(?:\s+(?:{_UPPER_WORD}|D\.C\.|St\.)){{0,3}}{_REGION})(?P<day>{_DAY})(?:\s*\((?P<agency>[^()]{{2,40}})\))?\s*,?{_DASH}"
    # Berlin (dpa) –   Berlin/Bonn (dpa/lsw) -   Wien/Graz (APA) –   MADRID (EFE).-
    rf"|^(?P<signed>{_PLACE}(?:[\s/]+(?:{_PLACE}|am|an|der|im|de|la|del|di|y|i)){{0,4}}{_REGION})(?P<day2>{_DAY})\s*\((?P<by>{_AGENCY}(?:[/ ,\-]+[\w.\-]{{2,15}}){{0,3}})\)\s*(?:{_DASH}|[.:]?[-–—]|:)"
)


def dateline(text: str) -> str | None:
    """The place that a paragraph opens with ("AUBURN, Wash."), without date and agency; None if it opens with none."""
    match = _DATELINE.match(text[:160].lstrip('"“„« '))
    if not match:
        return None
    place = (match["caps"] or match["signed"] or "").strip(" ,/")
    if match["caps"] and not match["agency"] and len(place) < 4:
        return None
    if place.rstrip(".").upper() in _NO_PLACES or any(char.isdigit() for char in place):
        return None
    return place or None


_NO_PLACES = frozenset(
    "UPDATE UPDATED WATCH LIVE VIDEO PHOTOS BREAKING EXCLUSIVE OPINION ANALYSIS CORRECTION COMMENT NEWS INTERVIEW REVIEW "
    "EDITORIAL FACTBOX EXPLAINER TIMELINE READ LISTEN POLL NOTE WARNING DISCLAIMER CNN BBC AP AFP TASS".split()
)

_BIO_LABEL = re.compile(
    r"[\W_]*(?:about the (?:authors?|writers?)|the authors?|authors?|written by|by|contributors?|follow|more (?:by|from)|see all|view all|contact|"
    r"(?:über|zu) (?:den|die|dem|der) autor\w*|autor(?:in|en)?|zur person|mehr von|à propos de l['’]auteur|auteur|sobre (?:el|la) autor\w*|autor[ae]?s?|sobre o autor|l['’]autore|"
    r"over de auteur|auteur|об авторе|автор|про автора|о аутору|o autoru|yazar hakkında|著者|作者|筆者|글쓴이|عن الكاتب|درباره نویسنده)\b.{0,30}[:\s]*$",
    re.IGNORECASE,
)


def bio(blocks: list[tuple[str, bool]]) -> tuple[str, str] | None:
    """Name and text of an author card from its blocks (text, mostly a link?); None if it has no name or no text."""
    name = ""
    texts: list[str] = []
    for text, linked in blocks:
        if not text or _BIO_LABEL.match(text):
            continue
        if not name and len(text) <= 60 and not text.endswith((".", "!", "?", "…")) and "@" not in text:
            name = re.sub(r"^(?:by|von|par|por|di)\s+", "", text, flags=re.IGNORECASE).strip(" ,:|")
        elif len(text) >= 30 and not linked:
            texts.append(text)
    return (name, "\n\n".join(dict.fromkeys(texts))) if name and texts else None
