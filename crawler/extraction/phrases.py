"""What newsrooms write around an article, in many languages: lines that lead away, that ask for money, that say who wrote.

Each pattern is matched at the start of a paragraph unless it says otherwise, whatever the case of letters.
"""

import re


def _starts(*alternatives: str) -> re.Pattern[str]:
    """A pattern that matches any of these at the start of a text, after quotes, dashes and the like."""
    return re.compile(r"[\W_]*(?:" + "|".join(alternatives) + ")", re.IGNORECASE)


LEADS_AWAY = _starts(
    # en
    r"(?:also |further |suggested |recommended )?read(?:ing)?(?: (?:more|also|next|further|on))?\s*[:|>»\-–—]",
    r"read (?:more|also|next|the (?:full|rest|original|complete)|our|about|all|this|from source)\b",
    r"(?:also|must|more to|further) read\b",
    r"related(?: (?:stories|story|articles?|content|posts?|topics?|news|links?|coverage|reading|video|items|products?|tags?))?\s*(?:[:|]|$)",
    r"more (?:from|on|stories|news|coverage|about|great|in|articles|posts|like this|information|to explore|headlines|videos)\b.{0,60}$",
    r"more\s*:", r"see (?:also|more)\b", r"you (?:may|might) (?:also )?(?:like|enjoy|be interested)", r"you'll also like",
    r"don['’]t miss\b", r"(?:most|must)[ -](?:read|popular|viewed|watch)", r"trending\b", r"recommended\b.{0,40}$",
    r"(?:watch|listen|click|tap|swipe|scroll)(?: (?:now|live|here|below|on|to|the|this|next|more))?\b.{0,50}(?::|below|above|here|$)",
    r"watch\s*\|", r"(?:keep|continue|start) reading", r"explore (?:more|further)", r"further (?:reading|information)\s*:?$",
    r"(?:latest|top|other|previous|next|popular|recent|featured|breaking|similar) (?:news|stories|story|posts?|articles?|headlines|videos?)\b.{0,30}$",
    r"what to (?:read|watch|know) next", r"up next\b", r"editor['’]?s['’]? (?:picks?|choice)", r"(?:story|article) continues",
    r"(?:next|previous)\s*(?:article|post|story)?\s*[:>»←→]", r"share this\b", r"share (?:on|via|article|story|with)\b", r"jump to\b",
    r"in (?:case you missed|pictures|photos|depth)\b.{0,40}$", r"(?:photos|video|videos|gallery|podcast|opinion|analysis|explainer|exclusive)\s*[:|]",
    r"(?:view|see) (?:all|gallery|photos|the full)\b", r"(?:for|find|get) more (?:information|news|stories|on|about)\b.{0,80}$",
    r"learn more\b", r"find out more\b", r"table of contents\s*$", r"on this page\s*$", r"explore further", r"what(?:'|’)s next\b.{0,5}$",
    # de
    r"lesen sie (?:auch|hier|mehr|dazu|jetzt|weiter|den|die|das|unser|bei)\b", r"lies (?:auch|hier|mehr|dazu|jetzt|weiter)\b",
    r"(?:hier|jetzt) (?:lesen|weiterlesen|geht|finden|können|klicken)\b.{0,100}$", r"auch (?:interessant|lesen|lesenswert|spannend)\b",
    r"(?:das|dies|diese|folgende).{0,20}könnten? (?:sie|dich|euch) (?:auch )?(?:interessieren|gefallen)",
    r"mehr (?:zum|zu|dazu|aus|von|über|lesen|artikel|infos?|informationen|nachrichten|news|themen|rund|auf|in|für|beiträge|videos)\b.{0,80}$",
    r"(?:weitere|ähnliche|verwandte|andere|aktuelle|neueste|beliebte|meistgelesene|passende|verwandter?) "
    r"(?:artikel|themen|infos|informationen|beiträge|nachrichten|news|links|meldungen|videos|themenbereiche|posts|inhalte|quellen|aktuelle themen)\b.{0,60}$",
    r"weiterführende\b.{0,60}$", r"weiterlesen\b", r"passend (?:zum|dazu)\b", r"zum thema\b", r"siehe (?:auch|hier|dazu)\b", r"lese(?:tipp|empfehlung)",
    r"meistgelesen", r"(?:im|zum|das|ein) video\b.{0,70}(?::|$)", r"video\s*[:|]", r"empfohlene[rs]? (?:redaktionelle|externe|artikel|beitr)",
    r"lesen sie\b.{0,60}:", r"mehr\s*:", r"mehr\s*$", r"themen\s*:?\s*$", r"schlagwort(?:e|wörter)?\b", r"stichwort(?:e|wörter)?\s*:", r"links\s*:?\s*$",
    r"(?:nächster|vorheriger|vorige[rs]?) (?:artikel|beitrag)", r"ebenfalls (?:interessant|lesenswert)", r"top-(?:artikel|themen|news)\b", r"teilnehmende\b.{0,20}$",
    r"inhalt(?:sverzeichnis|sübersicht)?\s*:?\s*$", r"zurück zu[rm]?\b.{0,40}$", r"artikel (?:teilen|drucken|bewerten|kommentieren|versenden|merken|empfehlen)", r"teilen (?:auf|via|sie)\b",
    # fr
    r"(?:à )?lire (?:aussi|également|la suite|plus|notre|sur)\b", r"à (?:lire|voir|écouter)\b.{0,80}", r"lire\s*:", r"voir (?:aussi|également|plus)\b",
    r"sur le même (?:thème|sujet)", r"pour (?:aller plus loin|en savoir plus)", r"en savoir plus", r"notre (?:sélection|dossier)\b", r"lisez aussi",
    r"articles? (?:liés?|similaires?|connexes?|recommandés?)", r"la suite après", r"(?:nos|les) (?:derniers?|autres?) articles", r"à ne pas (?:manquer|rater)", r"partager\b.{0,40}$",
    # es
    r"(?:lee|lea|leer|ver|vea|mira|mire|sigue|siga|escucha|escuche) (?:también|además|más|leyendo|aquí)\b", r"(?:le|te|os)? ?(?:puede|podría|pueden|podrían) interesar",
    r"también (?:te|le) (?:puede|podría) interesar", r"más (?:información|noticias|sobre|en|contenido|historias|leíd[ao]s)\b.{0,60}$", r"noticias? relacionadas?", r"relacionad[oa]s?\s*:?",
    r"contenido relacionado", r"para saber más", r"(?:te|le) recomendamos", r"recomendad[oa]s?\b", r"artículos? relacionados?", r"temas? relacionados?", r"compartir\b.{0,40}$", r"etiquetas\b",
    # pt
    r"(?:leia|veja|saiba|assista|ouça|confira) (?:também|mais|ainda|a seguir|o vídeo|aqui)\b", r"(?:leia|veja|assista|ouça)\s*:", r"notícias relacionadas", r"mais (?:sobre|notícias|lidas)\b", r"continua (?:após|depois)", r"matérias? relacionad", r"conteúdo relacionado",
    # it
    r"leggi (?:anche|di più|altro|tutto|pure)\b", r"(?:ti )?potrebbe(?:ro)? (?:anche )?interessar", r"guarda (?:anche|il video)", r"vedi anche", r"(?:articoli|notizie|contenuti) correlat", r"correlati\b", r"per approfondire", r"approfondis", r"altre notizie", r"condividi\b.{0,40}$",
    # nl
    r"lees (?:ook|meer|verder|hier|alles|eerder)\b", r"(?:bekijk|luister|kijk|zie) ook\b", r"meer (?:over|nieuws|van|lezen|artikelen)\b.{0,60}$", r"gerelateerd", r"ook interessant", r"verder lezen", r"\(?tekst gaat (?:verder|door)", r"dit artikel delen",
    # sv da no is fi
    r"läs (?:också|mer|även|vidare|hela)\b", r"(?:les|læs) (?:også|mer|mere|saken|videre|hele|flere)\b", r"se (?:også|även|mer|flere)\b", r"relatera[dt]", r"relaterede?", r"artik(?:kelen|len) fortsetter", r"artiklen fortsætter", r"mer om\b", r"mere om\b", r"flere (?:nyheter|saker|artikler)\b",
    r"lestu (?:meira|einnig)", r"frétt af", r"tengdar fréttir", r"lue (?:myös|lisää|koko)\b", r"aiheesta lisää", r"katso (?:myös|lisää)", r"juttu jatkuu",
    # pl cs sk
    r"(?:prze)?czytaj (?:też|także|również|więcej|dalej|koniecznie|na)\b", r"przeczytaj\b", r"(?:zobacz|obejrzyj|sprawdź|posłuchaj) (?:też|także|również|więcej|koniecznie)\b", r"(?:czytaj|zobacz|polecamy|więcej|powiązane|dowiedz się więcej)\s*[:|]", r"polecamy\b.{0,40}$", r"(?:podobne|powiązane|inne) (?:artykuły|wpisy|tematy)", r"tagi\b",
    r"(?:čtěte|přečtěte|čítajte|prečítajte|pozrite|sledujte|poslechněte)(?: si)? (?:také|též|více|tiež|viac|aj|i)\b", r"čtěte\b.{0,60}:", r"mohlo by (?:vás|sa vám|se vám)", r"souvisej[íi]", r"související", r"súvisiac", r"(?:více|viac) (?:o|k|z|na)\b.{0,50}$", r"více\s*:", r"další (?:články|zprávy)", r"ďalšie (?:články|správy)",
    # hu ro
    r"olvas(?:s|sa|d)(?:a|on)? (?:el|tovább|még|ezt)", r"kapcsolódó", r"ez(?:ek)? is érdekelhet", r"ajánlott (?:cikk|videó)", r"lásd még", r"bővebben\b.{0,40}$", r"további (?:cikkek|hírek|részletek)",
    r"cite(?:ș|ş|s)te (?:și|şi|si|mai|pe)\b", r"vezi (?:și|şi|si|mai)\b", r"articole (?:similare|asemănătoare|recomandate)", r"pe aceea(?:și|şi) temă", r"recomandări\b", r"citi(?:ți|ţi)(?: și| mai)?\b.{0,60}:",
    # ru uk be bg mk sr
    r"чита(?:йте|ть|й) (?:также|далее|ещ[её]|больше|подробнее|полностью|по теме|на)\b", r"(?:смотрите|смотреть|слушайте) (?:также|ещ[её]|далее)\b", r"(?:см|ср)\. (?:также|подробнее)", r"(?:материалы |ещ[её] |новости )?по (?:этой )?теме\b", r"подробнее\b.{0,60}$", r"другие (?:новости|материалы)", r"рекомендуем", r"похожие (?:новости|материалы|статьи)", r"теги\s*:", r"ранее\s*:", r"главные новости", r"читайте\s*:", r"поделиться",
    r"чита(?:йте|ти) (?:також|ще|більше|далі|детальніше|на)\b", r"(?:дивіться|дивись|слухайте) (?:також|ще)\b", r"більше (?:про|за темою|новин|на)\b.{0,60}$", r"матеріали (?:за|по) тем", r"(?:за|по) темою\b", r"детальніше\b.{0,60}$", r"чытайце (?:таксама|яшчэ|больш)", r"глядзіце таксама", r"падрабязней",
    r"(?:вижте|прочетете|четете|гледайте) (?:още|също|повече)\b", r"още по темата", r"свързани (?:статии|новини)", r"(?:прочитајте|погледнете|читајте|пročitajte|pročitajte|čitajte|pogledajte|gledajte) (?:и|još|i|više|уште|исто|повеќе)\b", r"(?:повезано|povezano|vezane vijesti|povezane vesti|повезане вести|preberite|poglejte|berite)\b", r"pročitajte\b.{0,60}",
    # el tr sq
    r"διαβάστε\b", r"δείτε\b.{0,80}$", r"σχετικά (?:άρθρα|θέματα)", r"διαβαστε", r"ayrıca (?:oku|bak|bkz)", r"ilgili (?:haber|konu|içerik)", r"(?:bunlar|bu) da ilgini", r"haberin devamı", r"devamını oku", r"(?:daha fazla|önerilen) (?:haber|oku)", r"lexo(?:ni)? (?:edhe|më|gjithashtu)\b", r"shihni edhe",
    # ar fa ur he
    r"(?:اقرأ|إقرأ|اقرئي|اقرؤوا|شاهد|طالع|تابع)(?:وا)? (?:أيض|ايض|المزيد|كذلك|أيضاً)", r"(?:مواضيع|أخبار|مقالات|موضوعات) (?:متعلقة|ذات صلة|مرتبطة)", r"ذات صلة", r"للمزيد", r"اقرأ", r"بیشتر (?:بخوانید|بدانید)", r"(?:مطالب|خبرهای|اخبار) مرتبط", r"(?:همچنین )?بخوانید", r"ادامه مطلب", r"مزید پڑھ", r"یہ بھی پڑھ", r"قرأو? גם", r"(?:קראו|ראו|לקריאה|צפו) (?:גם|עוד|נוספת)", r"כתבות נוספות",
    # hi bn th vi id
    r"(?:यह|ये) भी (?:पढ़|देख)", r"और पढ़ें", r"इसे भी पढ़", r"संबंधित (?:खबर|लेख)", r"(?:আরও|আরো) পড়ুন", r"อ่าน(?:เพิ่มเติม|ต่อ|ข่าว|เพิ่ม)", r"ข่าวที่เกี่ยวข้อง", r"(?:xem|đọc|tìm hiểu) thêm\b", r"(?:tin|bài) (?:liên quan|khác|cùng)", r"baca (?:juga|selengkapnya|lainnya|artikel)\b", r"(?:lihat|simak|tonton|saksikan) (?:juga|video)", r"(?:artikel|berita) terkait", r"pilihan redaksi", r"(?:சமீபத்திய|மேலும் படிக்க)",
    # ja zh ko
    r"関連(?:記事|ニュース|リンク|情報|キーワード|トピック|特集|する|動画|タグ)", r"(?:あわせて|合わせて)読みたい", r"おすすめ(?:記事|の)", r"続きを(?:読む|見る)", r"(?:この|こちらの)記事(?:も|を読んだ)", r"人気記事", r"(?:延伸|推[荐薦]|相[关關]|更多|热门|熱門)(?:阅读|閱讀|新闻|新聞|文章|报道|報導|報道|推荐|推薦|内容|资讯)", r"(?:看更多|更多|阅读更多|繼續閱讀|点击|點擊|查看更多)", r"▲|▶|►", r"관련\s?(?:기사|뉴스|글)", r"(?:더 보기|더보기|함께 (?:보면|읽)|이 기사와|추천 기사|많이 본)",
    # hy ka az kk uz ky tg
    r"կարդաց?(?:եք|եք նաև|ալ)", r"(?:ასევე )?წაიკითხეთ", r"(?:həmçinin |bunu da )?oxuyun", r"(?:сондай-ақ )?оқ(?:ыңыз|ып көріңіз)", r"(?:shuningdek )?o['‘’ʻ]qing", r"(?:дагы )?окуңуз", r"(?:инчунин )?бихонед",
)  # fmt: skip
"""Lines that send a reader to other pages, and headings of lists that do."""

ASKS = re.compile(
    r"\b(?:sign up|subscribe|subscription|newsletter|unsubscribe|become a (?:member|subscriber|supporter)|support (?:our|us|independent)"
    r"|donate|free trial|log ?in to|create (?:a|an|your) (?:free )?account|register (?:now|for free|to)|get (?:the|our) (?:latest|best|app|daily|free)"
    r"|download (?:the|our) app|follow us|join (?:us|our|the conversation)|like us on|join our|our (?:app|newsletter|channel)|in your inbox|privacy policy"
    r"|terms of (?:use|service)|all rights reserved|affiliate (?:link|commission)|we may (?:earn|receive)|earn a commission|editorial(?:ly)? independent"
    r"|abonnieren|newsletter|abonnement|jetzt (?:anmelden|registrieren|kostenlos|abonnieren|testen|spenden)|kostenlos (?:testen|anmelden|registrieren)|spenden(?:konto)?\b"
    r"|unterstütze? (?:uns|unser|unsere|sie uns)|folge[nt]?(?: sie| uns| du)? (?:uns|auf)|auf dem laufenden|per e-?mail erhalten|hat ihnen (?:der|dieser|die) |gefällt dir|provision|datenschutzerklärung"
    r"|abonnez-vous|inscrivez-vous|s['’]abonner|je m['’]abonne|(?:notre|la) newsletter|suivez-nous|soutenez|faites un don|recevez"
    r"|suscr[ií]b(?:ete|ase|irse|ir)|bolet[ií]n|s[ií]guenos|únete|reg[ií]strate|apóyanos|haz una donación|assine|inscreva-se|siga-nos|receba|cadastre-se|apoie"
    r"|iscriviti|abbonati|seguici|newsletter|sostienici|aanmelden|abonneer|nieuwsbrief|volg ons|meld je aan|word (?:lid|abonnee)|steun ons"
    r"|prenumerera|nyhetsbrev|følg oss|følg os|nyhedsbrev|abonner|tilaa|uutiskirje|seuraa meitä|zapisz się|subskryb|prenumerat|obserwuj nas|wesprzyj|dołącz|przihlaste|přihlaste|odebír|předplat|sledujte nás|podpořte|iratkoz|hírlev|kövess|támogass|abonează|aboneaz"
    r"|подпи(?:сывайтесь|шитесь|ска|саться)|рассылк|поддержите|telegram-канал|пожертв|підпи(?:суйтесь|шіться|ска|сатися)|розсилк|підтрим(?:айте|уйте)|падпі(?:саць|сва)|абонирайте|претплат"
    r"|εγγραφείτε|ακολουθήστε|abone ol|takip edin|bülten|اشترك|تابعونا|تابعنا|مشترک شوید|عضویت|دنبال کنید|הירשמו|हमें फॉलो|सब्सक्राइब|đăng ký|theo dõi|berlangganan|ikuti kami|ติดตาม|สมัคร"
    r"|会員(?:登録|限定)|ログイン|無料登録|有料会員|メールマガジン|購読|订阅|訂閱|关注|登录|下載APP|구독|로그인|회원가입|무단.{0,3}전재)",
    re.IGNORECASE,
)
"""Anywhere in a short paragraph: it asks for a subscription, a gift, a follow, or states the terms of use."""

ADVERTISEMENT = re.compile(
    r"[\W_]*(?:advertisement|advertising|ad|ads|sponsored(?: content)?|paid (?:content|post)|anzeige|werbung|publicité|publicidad|publicidade|pubblicità|advertentie|annons|annonse?|annonce|mainos|reklama|reklám|hirdetés|publicitate|"
    r"реклама|рэклама|διαφήμιση|reklam|iklan|quảng cáo|إعلان|تبلیغات|פרסומת|विज्ञापन|বিজ্ঞাপন|โฆษณา|広告|廣告|广告|광고|oglas|promo|promoted|article content|story continues below(?: advertisement)?|advertisement - scroll to continue|"
    r"loading(?:\.\.\.|…)?|iframe|embed|skip (?:advertisement|ad|this ad))[\s\W_]*\d*[\s\W_]*$",
    re.IGNORECASE,
)
"""The whole of a short line: the label of an advertisement or of something that did not load."""

TOOL_LABEL = re.compile(
    r"[\W_]*(?:share|print|e-?mail|tweet|pin(?: it)?|facebook|twitter|whatsapp|linkedin|telegram|reddit|flipboard|copy(?: link)?|link copied!?|save|bookmark|comments?|\d+ comments?|leave a (?:reply|comment)|post a comment|reply|close|menu|search|"
    r"teilen|drucken|merken|kommentare?|kommentieren|kopieren|artikel anhören|anhören|schlie(?:ß|ss)en|speichern|vorlesen|pdf|partager|imprimer|commentaires?|compartir|imprimir|comentarios?|compartilhar|condividi|stampa|commenti|delen|reacties|dela|del|jaa|"
    r"udostępnij|komentarze|sdílet|diskuse|megosztás|distribuie|поделиться|комментари[ий]|поширити|коментар[іи]?|κοινοποίηση|paylaş|yorumlar|yorum yap|مشاركة|اشتراک گذاری|שתפו|तवीट|शेयर|แชร์|chia sẻ|bagikan|シェア|分享|공유|"
    r"play|pause|mute|video|audio|photo|photos|gallery|image|foto|fotos|bild|bilder|slideshow|previous|next|back to top|top|up|zurück|weiter|nach oben|toggle|expand|show more|view more|mehr anzeigen|read more|more|mehr|"
    r"\d+\s*/\s*\d+|\d+ of \d+|[x×]|\d{1,4}|\d+:\d\d(?::\d\d)?|exclusive|live|breaking news|updated?|new|hot|premium|plus|\+|\d+ shares?|\d+ views?)[\s\W_]*$",
    re.IGNORECASE,
)
"""The whole of a short line: a button, a counter, a player's label."""

BYLINE = _starts(
    r"(?:by|written by|reported by|posted by|published by|author|story by|words by)\s*:?\s+[^\W\d_]", r"(?:von|autor(?:in)?|verfasst von|text|ein (?:beitrag|artikel|gastbeitrag) von)\s*:?\s+[^\W\d_]", r"(?:par|écrit par|propos recueillis par)\s+[^\W\d_]",
    r"(?:por|escrito por|publicado por)\s+[^\W\d_]", r"(?:di|a cura di|scritto da)\s+[^\W\d_]", r"(?:door|av|af|tekst|skrevet av|autor|autorka|szerző|írta|yazar|автор|авторы|автори|текст|نویسنده|بقلم|كتب|作者|記者|记者|文|撰文|編集|기자)\s*[:：/／]\s*\S",
    r"\S{2,4}\s?기자(?:\s|$)", r"(?:記者|报道|報導|特派員|通訊員).{0,12}$",
)  # fmt: skip
"""The start of a short line that names who wrote."""

DATE_LINE = re.compile(
    r"(?:\b\d{1,2}[./\-]\s?\d{1,2}[./\-]\s?(?:\d{4}|\d{2})\b|\b(?:19|20)\d\d[./\-年]\s?\d{1,2}[./\-月]\s?\d{1,2}|\b\d{1,2}(?:st|nd|rd|th|\.)?\s+(?:de\s+)?[^\W\d_]{3,12}\.?,?\s+(?:de\s+)?(?:19|20)\d\d\b|\b[^\W\d_]{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d\b|\d+ (?:hours?|minutes?|days?|weeks?|months?) ago|vor \d+ (?:stunden|minuten|tagen)|il y a \d+ )",
    re.IGNORECASE,
)
"""A date anywhere in a short line."""

CAPTION = _starts(
    r"(?:photo(?:graph)?s?|image|picture|pic|illustration|photo illustration|graphic|figure|fig\.?|infographic|chart|screenshot|screengrab|courtesy|video)(?: (?:credit|source|by|courtesy(?: of)?))?\s*\d*\s*[:：|]",
    r"(?:credit|caption|image source|photo by|photos by|picture by)\b\s*:?", r"(?:foto|bild|abbildung|abb\.|grafik|symbolbild|archivbild|bildquelle|fotos?|quelle bild|illustration|screenshot)(?:credit|quelle|graf)?\s*\d*\s*[:：©(]",
    r"(?:crédits?|crédit photo|légende|imagen|fotografía|legenda|imagem|crédito|fotografia|immagine|didascalia|fotograf|fotoğraf|görsel|zdjęcie|fot\.|kép|fénykép|φωτ\w*|εικόνα|фото\w*|иллюстрация|ілюстрація|снимка|صورة|الصورة|عکس|תצלום|צילום|写真|画像|図|图|圖|사진|그림|ภาพ|ảnh|foto)\s*\d*\s*[:：=＝/／|©]",
    r"©",
)  # fmt: skip
"""The start of a picture's caption or credit."""

AGENCY_PHOTO = re.compile(
    r"[(/|–—©-]\s*[^()]{0,40}(?:getty|shutterstock|i ?stock|unsplash|pixabay|pexels|imago|alamy|picture alliance|depositphotos|adobe ?stock|dreamstime|fotolia|wikimedia|flickr|instagram|reuters|afp|ap photo|\bap|epa(?:-efe)?|\befe|\bdpa|keystone|ritzau|\bntb|\banp|belga|\bansa|\bpap|čtk|\bctk|tass|xinhua|yonhap)(?: images?| photos?| photo agency| stock)?(?:[/, ][^()]{0,25})?\)?[\s.]*$",
    re.IGNORECASE,
)
"""The end of a caption that names a picture agency."""

COMMENTS = re.compile(
    r"[\W_]*(?:(?:\d+ )?(?:comments?|responses?|replies|kommentare?|commentaires?|comentarios?|comentários|commenti|reacties|kommentarer|komentarze|komentáře|комментари[ийев]+|коментар[іи]в?|yorumlar?|تعليقات|نظرات|コメント|评论|評論|留言|댓글)"
    r"|(?:leave|post|write|add) a (?:comment|reply)|join the (?:conversation|discussion)|(?:schreibe?n? (?:sie )?)?(?:einen )?kommentar (?:schreiben|verfassen|hinterlassen)|laisser un commentaire|dej(?:a|e) (?:un|tu|su) comentario|deixe (?:um|seu) comentário|lascia un commento|trackbacks?.{0,20})[\s\W\d]*(?:[(\[].{0,20})?$",
    re.IGNORECASE,
)
"""The heading of readers' comments."""

META_LINE = _starts(
    r"(?:posted|filed|tagged|published|categori[sz]ed|this (?:entry|post|article) was (?:posted|published|written|filed|tagged))(?: (?:in|under|on|by|with|as|at))\b", r"(?:tags?|topics?|categor(?:y|ies)|keywords?|labels?|section|location|language|source|type)\s*:", r"(?:last )?(?:updated?|modified|published|posted|created|edited|reviewed)\s*(?:on|at|:|\d|by|[A-Z][a-z]{2,8} \d)",
    r"(?:dieser|der) (?:eintrag|beitrag|artikel) (?:wurde|ist|erschien|stammt)\b.{0,60}(?:veröffentlicht|gepostet|abgelegt|verschlagwortet|geschrieben|erschienen|am \d)", r"(?:veröffentlicht|erschienen|aktualisiert|letzte (?:aktualisierung|änderung)|zuletzt (?:aktualisiert|geändert|bearbeitet)|erstellt|geschrieben|abgelegt|gepostet|kategorisiert|verschlagwortet|stand)\s*(?:am|in|unter|von|:|mit|\d|als)", r"(?:schlagwörter|kategorien?|themen|rubrik|tags|ressort|autor(?:in)?|datum|lesezeit|kontakt|ansprechpartner(?:in)?|pressekontakt|telefon|tel\.|e-?mail|fax|adresse|anschrift)\s*[:]",
    r"(?:publié|mis à jour|posté|modifié|rédigé|classé)(?: (?:le|dans|par|à|sous))\b", r"(?:publicado|actualizado|etiquetado|archivado|publicada|escrito|atualizado|publicado)(?: (?:el|en|por|a las|em|às|sob))\b", r"(?:pubblicato|aggiornato|scritto|gepubliceerd|geplaatst|bijgewerkt|publicerad|uppdaterad|publisert|oppdatert|opdateret|offentliggjort|julkaistu|päivitetty|opublikowan[oy]|aktualizacja|dodan[oy]|publikováno|aktualizováno|vydané|publikálva|frissítve|publicat|actualizat)\b\s*(?:il|in|op|den|le|:|\d|dne|la|av|af)?",
    r"(?:опубликован[оа]?|обновлено|дата|рубрика|автор|теги|просмотров|опубліковано|оновлено|публикувано|објављено|objavljeno|δημοσιεύ\w+|ενημερώθηκε|yayınlanma|güncelleme|نشر|آخر تحديث|تاریخ انتشار|公開日|更新日|投稿日|发布(?:时间|日期)?|發布|發表|更新(?:时间|時間)?|입력|수정|등록)\s*[:：]?\s*\d?",
    r"(?:\d+ )?(?:min(?:ute)?s?\.?|minuten|минут\w*|perc|分)(?: (?:read|lesezeit|de lectura|de lecture|leestijd|lästid|czytania|чтения))", r"(?:reading time|lesezeit|temps de lecture|tiempo de lectura|tempo di lettura|leestijd)\b",
)  # fmt: skip
"""The start of a short line that says when, where, under which heading something was published, or whom to call."""

PAYWALL = re.compile(
    r"(?:subscribe|sign in|log ?in|register)(?: now| today| or (?:log|sign) ?in)? to (?:continue|read|keep|access|unlock)|to (?:continue|keep) reading|continue reading (?:this|with|your)|this (?:article|story|content) is (?:(?:only |exclusively )?(?:for|available to)|reserved for|exclusive to) (?:our )?(?:paying |registered )?(?:subscribers|members)|already (?:a|an) (?:subscriber|member)|reached your (?:free )?(?:article )?limit|for (?:our )?subscribers only|unlock (?:this|the) (?:article|story)"
    r"|(?:möchten|wollen) sie (?:den|diesen|unseren)? ?(?:artikel|text)? ?(?:ganz |vollständig )?(?:weiter)?lesen|weiterlesen mit|(?:artikel|inhalt|beitrag|text) (?:ist|steht) (?:exklusiv|nur|ausschließlich)? ?(?:für|nur für) (?:unsere )?(?:abonnent|registrierte|mitglieder|plus)|(?:bereits|schon) (?:abonnent|registriert|kunde|digital)|jetzt (?:abo|testen und) |lesen sie (?:diesen|den) artikel (?:mit|in)|exklusiv für (?:abonnent|sie|plus|mitglieder)|(?:sie haben )?\d+ ?% (?:des artikels|gelesen)"
    r"|il vous reste .{2,30} (?:de cet article )?à lire|réservée?s? (?:à nos|aux) abonné|déjà abonné|pour lire la suite|contenu (?:réservé|payant)|exclusivo (?:para|de) (?:nuestros )?(?:suscriptores|assinantes|socios)|para (?:seguir|continuar) (?:leyendo|lendo|a ler)|(?:ya|já) (?:eres|es|é) (?:suscriptor|assinante)|solo para suscriptores|(?:contenuto|articolo) (?:riservato|esclusivo)|per continuare a leggere|sei già abbonato|già abbonato|verder lezen\?|(?:alleen|exclusief) voor abonnees|al abonnee"
    r"|för att (?:läsa|fortsätta)|endast för prenumeranter|for å lese (?:videre|hele)|artikkelen er (?:kun )?for abonnenter|allerede abonnent|for at læse (?:videre|hele)|tilaajille|vain tilaajille|(?:dostęp|treść|artykuł) (?:tylko |wyłącznie )?dla (?:prenumerator|subskrybent)|pozostało \d+ ?%|(?:tento )?(?:článek|obsah) je (?:určen|pouze|jen)|pouze pro předplatitele|zbývá \d+|csak előfizető|előfizetőknek|doar pentru abonați|(?:доступн\w+|тільки|только) (?:\S+ )?(?:для )?(?:подписчик|передплатник)|чтобы (?:читать|прочитать) (?:дальше|полностью)|μόνο για συνδρομητές|abonelere özel|للمشتركين فقط|ویژه مشترکان"
    r"|(?:この記事は)?(?:有料)?会員限定|有料(?:会員|記事|登録)|残り.{0,6}文字|続きを読むには|ログインして続き|無料登録で|続きは(?:会員|有料)|(?:訂閱|订阅|付費|付费)(?:会员|會員|後|后|以|即可)|(?:登录|登入)(?:后|後|以)(?:继续|繼續|阅读|閱讀)|유료 회원|회원 전용|구독자 전용",
    re.IGNORECASE,
)
"""Anywhere in a paragraph: the rest is for those who pay or log in."""
