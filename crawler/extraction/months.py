"""Names of the months, as news sites of some sixty languages write them: full, in the case that dates take, and short.

The names are those of Unicode's CLDR and common usage, in lower case, without dots. Names without spaces only, but for
Arabic, where Levantine months have two words.
"""

from typing import Final

MONTHS: Final[dict[str, str]] = {
    "en": (
        "jan,january|feb,february|mar,march|apr,april|may|jun,june|jul,july|aug,august|sep,september,sept|"
        "oct,october|nov,november|dec,december"
    ),
    "de": (
        "jan,januar,jänner|feb,februar,feber|mär,märz,mrz|apr,april|mai|jun,juni|jul,juli|aug,august|"
        "sep,sept,september|okt,oktober|nov,november|dez,dezember"
    ),
    "fr": (
        "janv,janvier,jan|févr,février,fév|mars|avr,avril|mai|juin,jun|juil,juillet,jul|août,aoû|"
        "sept,septembre,sep|oct,octobre|nov,novembre|déc,décembre"
    ),
    "es": (
        "ene,enero|feb,febrero|mar,marzo|abr,abril|may,mayo|jun,junio|jul,julio|ago,agosto|"
        "sept,septiembre,setiembre,sep,set|oct,octubre|nov,noviembre|dic,diciembre"
    ),
    "pt": (
        "jan,janeiro|fev,fevereiro|mar,março|abr,abril|mai,maio|jun,junho|jul,julho|ago,agosto|"
        "set,setembro,septembro|out,outubro|nov,novembro|dez,dezembro"
    ),
    "it": (
        "gen,gennaio|feb,febbraio|mar,marzo|apr,aprile|mag,maggio|giu,giugno|lug,luglio|ago,agosto|"
        "set,settembre|ott,ottobre|nov,novembre|dic,dicembre"
    ),
    "nl": (
        "jan,januari|feb,februari|maart,mrt|apr,april|mei|jun,juni|jul,juli|aug,augustus|sep,september|"
        "okt,oktober|nov,november|dec,december"
    ),
    "sv": (
        "jan,januari|feb,februari|mars|apr,april|maj|juni,jun|juli,jul|aug,augusti|sep,september,sept|"
        "okt,oktober|nov,november|dec,december"
    ),
    "da": (
        "jan,januar|feb,februar|mar,marts|apr,april|maj|jun,juni|jul,juli|aug,august|sep,september|"
        "okt,oktober|nov,november|dec,december"
    ),
    "nb": (
        "jan,januar|feb,februar|mar,mars|apr,april|mai|jun,juni|jul,juli|aug,august|sep,september|"
        "okt,oktober|nov,november|des,desember"
    ),
    "fi": (
        "tammi,tammik,tammikuu,tammikuuta,tammikuussa|helmi,helmik,helmikuu,helmikuuta,helmikuussa|"
        "maalis,maalisk,maaliskuu,maaliskuuta,maaliskuussa|huhti,huhtik,huhtikuu,huhtikuuta,huhtikuussa|"
        "touko,toukok,toukokuu,toukokuuta,toukokuussa|kesä,kesäk,kesäkuu,kesäkuuta,kesäkuussa|"
        "heinä,heinäk,heinäkuu,heinäkuuta,heinäkuussa|elo,elok,elokuu,elokuuta,elokuussa|"
        "syys,syysk,syyskuu,syyskuuta,syyskuussa|loka,lokak,lokakuu,lokakuuta,lokakuussa|"
        "marras,marrask,marraskuu,marraskuuta,marraskuussa|joulu,jouluk,joulukuu,joulukuuta,joulukuussa"
    ),
    "is": (
        "jan,janúar|feb,febrúar|mar,mars|apr,apríl|maí|jún,júní|júl,júlí|ágú,ágúst|sep,september|okt,október|"
        "nóv,nóvember|des,desember"
    ),
    "pl": (
        "sty,styczeń,stycznia,styczen,styczniu|lut,lutego,luty,lutym|mar,marca,marzec,marcu|"
        "kwi,kwiecień,kwietnia,kwiecien,kwietniu,kwie|maj,maja,maju|cze,czerwca,czerwiec,czerwcu|"
        "lip,lipca,lipiec,lipcu|sie,sierpień,sierpnia,sierpien,sierpniu|"
        "wrz,wrzesień,września,wrzesien,wrzesnia,wrześniu,wrzesniu|"
        "paź,październik,października,pazdziernik,pazdziernika,październiku,pazdzierniku,paz|"
        "lis,listopad,listopada,listopadzie|gru,grudnia,grudzień,grudzien,grudniu"
    ),
    "cs": (
        "led,leden,ledna,lednu|úno,únor,února,únr,únoru|bře,březen,března,březnu|dub,duben,dubna,dubnu|"
        "kvě,květen,května,květnu|červen,června,čvn,čer,červnu|července,červenec,čvc,črc,červenci,črv|"
        "srp,srpen,srpna,srpnu|zář,září|říj,říjen,října,říjnu|lis,listopad,listopadu|"
        "pro,prosince,prosinec,prosinci"
    ),
    "sk": (
        "jan,január,januára|feb,február,februára|mar,marca,marec|apr,apríl,apríla|máj,mája|jún,júna|júl,júla|"
        "aug,august,augusta|sep,september,septembra|okt,október,októbra|nov,november,novembra|"
        "dec,december,decembra"
    ),
    "sl": (
        "jan,januar|feb,februar|mar,marec|apr,april|maj|jun,junij|jul,julij|avg,avgust|sep,september|"
        "okt,oktober|nov,november|dec,december"
    ),
    "hr": (
        "sij,siječanj,siječnja,siječnju,siječnjem|velj,veljača,veljače,veljači,veljačom|"
        "ožu,ožujak,ožujka,ožujku,ožujkom|tra,travanj,travnja,travnju,travnjem|"
        "svi,svibanj,svibnja,svibnju,svibnjem|lip,lipanj,lipnja,lipnju,lipnjem|"
        "srp,srpanj,srpnja,srpnju,srpnjem|kol,kolovoz,kolovoza,kolovozu,kolovozom|"
        "ruj,rujan,rujna,rujnu,rujnom|lis,listopad,listopada,listopadu,listopadom|"
        "stu,studeni,studenoga,studenom,studenomu,studenome,studenog,studenim|"
        "pro,prosinac,prosinca,prosincu,prosincem"
    ),
    "bs": (
        "jan,januar|feb,februar|mar,mart|apr,april|maj|jun,juni|jul,juli|aug,august,avg,avgust|sep,septembar|"
        "okt,oktobar|nov,novembar|dec,decembar"
    ),
    "sr": (
        "јан,јануар|феб,фебруар|мар,март|апр,април|мај|јун|јул|авг,август|сеп,септембар|окт,октобар|"
        "нов,новембар|дец,децембар"
    ),
    "mk": (
        "јан,јануари|фев,февруари|мар,март|апр,април|мај|јун,јуни|јул,јули|авг,август|сеп,септември,септ|"
        "окт,октомври|ное,ноември,ноем|дек,декември"
    ),
    "bg": (
        "яну,януари,ян|фев,февруари,фв|март|апр,април,ап|май|юни,юн|юли,юл|авг,август|"
        "сеп,септември,септ,септм|окт,октомври|ное,ноември|дек,декември"
    ),
    "ru": (
        "янв,январь,января|февр,февраль,февраля,фев|мар,март,марта|апр,апрель,апреля|май,мая|июн,июнь,июня|"
        "июл,июль,июля|авг,август,августа|сент,сентябрь,сентября,сен|окт,октябрь,октября|"
        "нояб,ноябрь,ноября,ноя|дек,декабрь,декабря"
    ),
    "uk": (
        "січ,січень,січня|лют,лютий,лютого|бер,березень,березня,берез|квіт,квітень,квітня,кві|"
        "трав,травень,травня,тра|черв,червень,червня,чер|лип,липень,липня|серп,серпень,серпня,сер|"
        "вер,вересень,вересня,верес|жовт,жовтень,жовтня,жов|лист,листопад,листопада,листоп,лис|"
        "груд,грудень,грудня,гру"
    ),
    "be": (
        "сту,студзень,студзеня,стд|лют,лютага,люты|сак,сакавік,сакавіка|кра,красавік,красавіка,крс|"
        "май,мая,траўня,тра|чэр,чэрвень,чэрвеня|ліп,ліпень,ліпеня|жні,жнівень,жніўня,жнівеня,жнв|"
        "вер,верасень,верасня,врс|кас,кастрычнік,кастрычніка,кст|ліс,лістапад,лістапада|"
        "сне,снежань,снежня,снж"
    ),
    "hu": (
        "jan,január|febr,február,feb|márc,március,már|ápr,április|máj,május|jún,június|júl,július|"
        "aug,augusztus|szept,szeptember|okt,október|nov,november|dec,december"
    ),
    "ro": (
        "ian,ianuarie|feb,februarie,febr|mar,martie,mart|apr,aprilie|mai|iun,iunie|iul,iulie|aug,august|"
        "sept,septembrie,sep|oct,octombrie|noiembrie,nov,noiem|dec,decembrie"
    ),
    "az": (
        "yan,yanvar|fev,fevral|mar,mart|apr,aprel|may|iyn,iyun,i̇yun|iyl,iyul,i̇yul|avq,avqust|sen,sentyabr|"
        "okt,oktyabr|noy,noyabr|dek,dekabr"
    ),
    "et": (
        "jaan,jaanuar|veebr,veebruar|märts|apr,aprill|mai|juuni|juuli|aug,august|sept,september|okt,oktoober|"
        "nov,november|dets,detsember"
    ),
    "lv": (
        "janv,janvāris|febr,februāris|marts|apr,aprīlis|maijs|jūn,jūnijs|jūl,jūlijs|aug,augusts|"
        "sept,septembris|okt,oktobris|nov,novembris|dec,decembris"
    ),
    "lt": (
        "saus,sausio,sausis|vas,vasario,vasaris|kov,kovas,kovo|bal,balandis,balandžio|geg,gegužė,gegužės|"
        "birž,birželio,birželis|liep,liepa,liepos|rugp,rugpjūtis,rugpjūčio|rugs,rugsėjis,rugsėjo|"
        "spal,spalio,spalis|lapkr,lapkritis,lapkričio|gruod,gruodis,gruodžio"
    ),
    "el": (
        "ιαν,ιανουάριος,ιανουαρίου|φεβ,φεβρουάριος,φεβρουαρίου|μάρ,μάρτιος,μαρ,μαρτίου|απρ,απρίλιος,απριλίου|"
        "μάι,μάιος,μαΐ,μαΐου|ιουν,ιουνίου,ιούν,ιούνιος|ιουλ,ιουλίου,ιούλ,ιούλιος|αυγ,αυγούστου,αύγ,αύγουστος|"
        "σεπ,σεπτέμβριος,σεπτεμβρίου|οκτ,οκτωβρίου,οκτώβριος|νοέ,νοέμβριος,νοε,νοεμβρίου|"
        "δεκ,δεκέμβριος,δεκεμβρίου"
    ),
    "sq": (
        "jan,janar|shk,shkurt|mar,mars|pri,prill|maj|qer,qershor|korr,korrik,kor|gush,gusht,gsh|sht,shtator|"
        "tet,tetor|nën,nëntor|dhj,dhjetor"
    ),
    "ca": (
        "gen,gener|febr,febrer|març|abr,abril,d'abr,d'abril|maig|juny|jul,juliol|ag,agost,d'ag,d'agost|"
        "set,setembre|d'oct,d'octubre,oct,octubre|nov,novembre|des,desembre"
    ),
    "gl": (
        "xan,xaneiro|feb,febreiro|mar,marzo|abr,abril|maio|xuño|xul,xullo|ago,agosto|set,setembro|"
        "out,outubro|nov,novembro|dec,decembro"
    ),
    "eu": (
        "urt,urtarrila|ots,otsaila|mar,martxoa|api,apirila|mai,maiatza|eka,ekaina|uzt,uztaila|abu,abuztua|"
        "ira,iraila|urr,urria|aza,azaroa|abe,abendua"
    ),
    "id": (
        "jan,januari,djan,djanuari|feb,februari,peb,pebruari|mar,maret,mrt|apr,april|mei,mai|jun,juni,djuni|"
        "jul,juli,djuli|agu,agustus,agt,ag|sep,september,sept|okt,oktober|nov,november,nop,nopember|"
        "des,desember"
    ),
    "ms": (
        "jan,januari|feb,februari|mac|apr,april|mei|jun|jul,julai|ogo,ogos|sep,september|okt,oktober|"
        "nov,november|dis,disember"
    ),
    "ka": (
        "იან,იანვარი|თებ,თებერვალი|მარ,მარტი|აპრ,აპრილი|მაი,მაისი|ივნ,ივნისი|ივლ,ივლისი|აგვ,აგვისტო|"
        "სექ,სექტემბერი|ოქტ,ოქტომბერი|ნოე,ნოემბერი|დეკ,დეკემბერი"
    ),
    "hy": (
        "հնվ,հունվար,հունվարի|փետրվար,փետրվարի,փտվ|մարտ,մարտի,մրտ|ապր,ապրիլ,ապրիլի|մայիս,մայիսի,մյս|"
        "հնս,հունիս,հունիսի|հլս,հուլիս,հուլիսի|օգոստոս,օգոստոսի,օգս|սեպ,սեպտեմբեր,սեպտեմբերի|"
        "հոկ,հոկտեմբեր,հոկտեմբերի|նոյ,նոյեմբեր,նոյեմբերի|դեկ,դեկտեմբեր,դեկտեմբերի"
    ),
    "ar": (
        "يناير,كانون الثاني,جانفي|فبراير,شباط,فيفري|مارس,آذار,أذار,اذار|أبريل,نيسان,أفريل,ابريل,إبريل|"
        "مايو,أيار,ايار,ماي|يونيو,يونيه,يونية,حزيران,جوان|يوليو,يوليه,يولية,تموز,جويلية|أغسطس,آب,أوت,اغسطس|"
        "سبتمبر,أيلول,ايلول|أكتوبر,تشرين الأول,اكتوبر|نوفمبر,تشرين الثاني|ديسمبر,كانون الأول,كانون الاول"
    ),
    "fa": (
        "ژانویه,ژانویهٔ,جنوری|فوریه,فوریهٔ,فبروری|مارس,مارچ|آوریل,اپریل|مه,مهٔ,می|ژوئن,جون|"
        "ژوئیه,ژوئیهٔ,جولای|اوت,آگست|سپتامبر,سپتمبر|اکتبر,اکتوبر|نوامبر,نومبر|دسامبر,دسمبر"
    ),
    "he": (
        "ינואר,ינו׳,לינואר,בינואר,ינו|פברואר,פבר׳,בפברואר,לפברואר,פבר|"
        "מרץ,במרץ,למרץ,מרס,במרס,למרס,מארס,במארס,למארס|אפריל,אפר׳,באפריל,לאפריל,אפר|מאי,במאי,למאי|"
        "יוני,ביוני,ליוני,יונ|יולי,ביולי,ליולי,יול|אוגוסט,אוג׳,באוגוסט,לאוגוסט,אוג|"
        "ספטמבר,ספט׳,בספטמבר,לספטמבר,ספט|אוקטובר,אוק׳,באוקטובר,לאוקטובר,אוק|נובמבר,נוב׳,בנובמבר,לנובמבר,נוב|"
        "דצמבר,דצמ׳,בדצמבר,לדצמבר,דצמ"
    ),
    "hi": (
        "जनवरी,जन॰|फ़रवरी,फ़र॰|मार्च|अप्रैल|मई|जून|जुलाई,जुल॰|अगस्त,अग॰|सितंबर,सित॰,सितम्बर|"
        "अक्तूबर,अक्तू॰,अक्टूबर|नवंबर,नव॰,नवम्बर|दिसंबर,दिस॰,दिसम्बर"
    ),
    "bn": (
        "জানু,জানুয়ারী,জানুয়ারি|ফেব,ফেব্রুয়ারী,ফেব্রুয়ারি|মার্চ|এপ্রি,এপ্রিল|মে|জুন|জুল,জুলাই|আগ,আগস্ট|"
        "সেপ,সেপ্টেম্বর|অক্টো,অক্টোবর|নভে,নভেম্বর|ডিসে,ডিসেম্বর"
    ),
    "ur": "جنوری|فروری|مارچ|اپریل|مئی|جون|جولائی|اگست|ستمبر|اکتوبر|نومبر|دسمبر",
    "ta": ("ஜன,ஜனவரி|பிப்,பிப்ரவரி|மார்,மார்ச்|ஏப்,ஏப்ரல்|மே|ஜூன்|ஜூலை|ஆக,ஆகஸ்ட்|செப்,செப்டம்பர்|அக்,அக்டோபர்|நவ,நவம்பர்|டிச,டிசம்பர்"),
    "te": ("జన,జనవరి|ఫిబ్ర,ఫిబ్రవరి|మార్చి|ఏప్రి,ఏప్రిల్|మే|జూన్|జులై|ఆగ,ఆగస్టు|సెప్టెం,సెప్టెంబర్|అక్టో,అక్టోబర్|నవం,నవంబర్|డిసెం,డిసెంబర్"),
    "mr": ("जाने,जानेवारी|फेब्रु,फेब्रुवारी|मार्च|एप्रि,एप्रिल|मे|जून|जुलै|ऑग,ऑगस्ट|सप्टें,सप्टेंबर|ऑक्टो,ऑक्टोबर|नोव्हें,नोव्हेंबर|डिसें,डिसेंबर"),
    "gu": ("જાન્યુ,જાન્યુઆરી|ફેબ્રુ,ફેબ્રુઆરી|માર્ચ|એપ્રિલ|મે|જૂન|જુલાઈ|ઑગસ્ટ|સપ્ટે,સપ્ટેમ્બર|ઑક્ટો,ઑક્ટોબર|નવે,નવેમ્બર|ડિસે,ડિસેમ્બર"),
    "ne": "जनवरी|फेब्रुअरी|मार्च|अप्रिल|मे,मई|जुन|जुलाई|अगस्ट|सेप्टेम्बर|अक्टोबर|नोभेम्बर|डिसेम्बर",
    "si": ("ජන,ජනවාරි|පෙබ,පෙබරවාරි|මාර්,මාර්තු|අප්‍රේල්|මැයි|ජූනි|ජූලි|අගෝ,අගෝස්තු|සැප්,සැප්තැම්බර්|ඔක්,ඔක්තෝබර්|නොවැ,නොවැම්බර්|දෙසැ,දෙසැම්බර්"),
    "th": (
        "มกราคม,มค,เดือนมกราคม,มกรา|กพ,กุมภาพันธ์,เดือนกุมภาพันธ์,กุมภา|มีค,มีนาคม,เดือนมีนาคม,มีนา|"
        "เมย,เมษายน,เมษา,เดือนเมษายน|พค,พฤษภาคม,เดือนพฤษภาคม,พฤษภา|มิถุนายน,มิย,เดือนมิถุนายน,มิถุนา|"
        "กค,กรกฎาคม,เดือนกรกฏาคม,กรกฎา|สค,สิงหาคม,สิงหา,เดือนสิงหาคม|กย,กันยายน,กันยา,เดือนกันยายน|"
        "ตค,ตุลาคม,เดือนตุลาคม,ตุลา|พย,พฤศจิกายน,เดือนพฤศจิกายน,พฤศจิ|ธค,ธันวาคม,เดือนธันวาคม,ธันวา"
    ),
    "km": "មករា|កុម្ភៈ|មីនា|មេសា|ឧសភា|មិថុនា|កក្កដា|សីហា|កញ្ញា|តុលា|វិច្ឆិកា|ធ្នូ",
    "lo": ("ມກ,ມັງກອນ|ກພ,ກຸມພາ|ມນ,ມີນາ|ມສ,ເມສາ|ພພ,ພຶດສະພາ|ມິຖ,ມິຖຸນາ|ກລ,ກໍລະກົດ|ສຫ,ສິງຫາ|ກຍ,ກັນຍາ|ຕລ,ຕຸລາ|ພຈ,ພະຈິກ|ທວ,ທັນວາ"),
    "my": ("ဇန်,ဇန်နဝါရီ|ဖေ,ဖေဖော်ဝါရီ|မတ်|ဧပြီ|မေ|ဇွန်|ဇူ,ဇူလိုင်|ဩဂုတ်|စက်,စက်တင်ဘာ|အောက်,အောက်တိုဘာ|နို,နိုဝင်ဘာ|ဒီ,ဒီဇင်ဘာ"),
    "kk": (
        "қаң,қаңтар|ақп,ақпан|нау,наурыз|сәу,сәуір|мам,мамыр|мау,маусым|шіл,шілде|там,тамыз|қыр,қыркүйек|"
        "қаз,қазан|қар,қараша|жел,желтоқсан"
    ),
    "ky": (
        "янв,январь|фев,февраль|мар,март|апр,апрель|май|июн,июнь|июл,июль|авг,август|сен,сентябрь|"
        "окт,октябрь|ноя,ноябрь|дек,декабрь"
    ),
    "uz": (
        "yan,yanvar|fev,fevral|mar,mart|apr,aprel|may|iyn,iyun|iyl,iyul|avg,avgust|sen,sentabr|okt,oktabr|"
        "noy,noyabr|dek,dekabr"
    ),
    "am": (
        "ጃን,ጃንዋሪ,ጃንዩ,ጃንዩወሪ|ፌብ,ፌብሩዋሪ,ፌብሩ,ፌብሩወሪ|ማርች|ኤፕሪ,ኤፕሪል|ሜይ|ጁን|ጁላይ|ኦገስ,ኦገስት|ሴፕቴ,ሴፕቴምበር|ኦክቶ,ኦክቶበር|ኖቬም,ኖቬምበር|ዲሴም,ዲሴምበር"
    ),
    "sw": (
        "jan,januari|feb,februari|mac,machi|apr,aprili|mei|jun,juni|jul,julai|ago,agosti|sep,septemba|"
        "okt,oktoba|nov,novemba|des,desemba"
    ),
    "af": (
        "jan,januarie|feb,februarie|maart,mrt|apr,april|mei|jun,junie|jul,julie|aug,augustus|sep,september|"
        "okt,oktober|nov,november|des,desember"
    ),
    "tr": (
        "oca,ocak,oc|şub,şubat,şu|mar,mart|nis,nisan,ni|may,mayıs|haz,haziran,ha|tem,temmuz,te|"
        "ağu,ağustos,ağ|eyl,eylül,ey|eki,ekim,ek|kas,kasım,ka|ara,aralık,ar"
    ),
    "tg": (
        "январ,январи|феврал,феврали|март,марти|апрел,апрели|май,маи|июн,июни|июл,июли|август,августи|"
        "сентябр,сентябри|октябр,октябри|ноябр,ноябри|декабр,декабри"
    ),
    "tk": "ýanwar|fewral|mart|aprel|maý|iýun|iýul|awgust|sentýabr|oktýabr|noýabr|dekabr",
    "tt": "гыйнвар|февраль|март|апрель|май|июнь|июль|август|сентябрь|октябрь|ноябрь|декабрь",
    "ku": (
        "rêbendan,çile|reşemî,sibat|avdar,adar|avrêl,nîsan|gulan|pûşper,hezîran|tîrmeh|gelawêj,tebax|"
        "rezber,îlon|kewçêr,cotmeh|sermawez,mijdar|berfanbar,kanûn"
    ),
    "ps": "جنوري|فبروري|مارچ|اپریل|مې|جون|جولای|اګست|سپتمبر,سپټمبر|اکتوبر,اکتوبر|نومبر|دسمبر,ډسمبر",
}
"""Language (BCP 47) -> the twelve months between bars, each with its names between commas."""
