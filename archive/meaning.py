"""Words whose change is never a small one: negations, numbers, months; in lower case. Pure data.

Incomplete by nature: a word that is missing here may let a change of meaning pass for a typo only if it is also one
slip of the keys away from a word that nobody else uses (see archive.revisions).
"""

NEGATIONS = frozenset(
    "no not nor non never none nobody nothing nowhere neither cannot without не ни нет без нельзя никогда никто ничто "
    "ничего нигде ні ніколи ніхто немає няма нито никога нема нека nicht nichts nie niemals niemand nirgends kein "
    "keine keinen keinem keiner keines weder ohne ne pas ni sans jamais aucun aucune rien personne nulle nul nunca "
    "jamás sin ningún ninguno ninguna nadie nada tampoco não nem sem nenhum nenhuma ninguém mai senza nessun nessuno "
    "nessuna niente nulla neppure neanche niet niets nooit geen zonder noch inte aldrig ingen inget inga utan ikke "
    "aldri intet uten uden ei eivät en emme ette älä ilman eikä mitte ilma nem nincs soha senki semmi nélkül nigdy "
    "nikt nic bez żaden żadna żadne nikdy nikdo žádný žádná není nejsou nije nisu nikada nitko niko nu nici niciodată "
    "nimeni nimic fără değil yok hiç hiçbir asla nuk όχι δεν μην ούτε χωρίς ποτέ κανείς ոչ".split()
)

NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion "
    "trillion dozen half first second third fourth fifth sixth seventh eighth ninth tenth once twice ein eine zwei "
    "drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig "
    "neunzig hundert tausend million millionen milliarde milliarden dutzend erste zweite dritte un une deux trois "
    "quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante cinquante "
    "soixante cent mille milliard milliards premier deuxième troisième uno dos tres cuatro cinco seis siete ocho "
    "nueve diez once doce trece catorce quince veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa cien "
    "ciento mil millón millones primero segundo tercero um dois duas três quatro sete oito nove dez onze doze treze "
    "quinze vinte trinta quarenta cinquenta sessenta oitenta cem cento milhão milhões bilhão due tre quattro cinque "
    "sei sette otto dieci undici dodici venti trenta quaranta cinquanta sessanta settanta ottanta novanta mila "
    "milione milioni miliardo miliardi один одна два две три четыре пять шесть семь восемь девять десять двадцать "
    "тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто сто двести триста тысяча тысячи тысяч "
    "миллион миллиона миллионов миллиард миллиарда миллиардов первый второй третий полтора дві п'ять шість сім вісім "
    "дев'ять десять двадцять тридцять сто тисяча тисячі тисяч мільйон мільйони мільйонів мільярд jeden dwa trzy "
    "cztery pięć sześć siedem osiem dziewięć dziesięć sto tysiąc tysiące tysięcy milion miliony milionów miliard een "
    "twee drie vijf zes zeven acht negen tien honderd duizend miljoen miljard en två tre fyra fem sex sju åtta nio "
    "tio hundra tusen miljon bir iki üç dört beş altı yedi sekiz dokuz on yüz bin milyon milyar".split()
)

_STEMS = (
    "июн июл июнь июль sesent setent sessent settant seiscient setecient juni juli junh julh iuni iuli "
    "milli billi trilli mili bili милли мільй мілья мілья миллион миллиард мільйон мільярд "
    "sechz siebz thirt fourt fift sixt sevent eight ninet zwanz dreiß vierz fünfz "
    "двадцат тридцат пятьдесят шестьдесят пятнадцат шестнадцат семнадцат восемнадцат пятисот шестисот семисот"
).split()


def number_stem(word: str) -> str | None:
    """How a word begins that is made of a number or is a month's ("июньский"); None for any other word."""
    return max((stem for stem in _STEMS if word.startswith(stem)), key=len, default=None)
