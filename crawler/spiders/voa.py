"""Voice of America: 50 sites on Pangea, one series of article numbers.

Hosts and languages as in the public list of the Multilingual Open Text corpus (bltlab/mot, voa-domains.tsv). Without a
language: voacambodia, of which the list says the same as of khmer.voanews.com, and radiyoyacuvoa, which writes two.
Names are made as in `rferl`.
"""

from crawler.pangea import pangea_site
from crawler.spider import NewsSpider


class Voanews(NewsSpider):
    name = "voanews"
    site = pangea_site(name, "https://www.voanews.com/", "en", network="voa")


class VoanewsLearningenglish(NewsSpider):
    name = "voanews_learningenglish"
    site = pangea_site(name, "https://learningenglish.voanews.com/", "en", network="voa")


class VoaEditorials(NewsSpider):
    name = "voa_editorials"
    site = pangea_site(name, "https://editorials.voa.gov/", "en", network="voa")


class Zeriamerikes(NewsSpider):
    name = "zeriamerikes"
    site = pangea_site(name, "https://www.zeriamerikes.com/", "sq", network="voa")


class VoanewsBa(NewsSpider):
    name = "voanews_ba"
    site = pangea_site(name, "https://ba.voanews.com/", "bs", network="voa")


class VoanewsGr(NewsSpider):
    name = "voanews_gr"
    site = pangea_site(name, "https://gr.voanews.com/", "el", network="voa")


class VoanewsMk(NewsSpider):
    name = "voanews_mk"
    site = pangea_site(name, "https://mk.voanews.com/", "mk", network="voa")


class Glasamerike(NewsSpider):
    name = "glasamerike"
    site = pangea_site(name, "https://www.glasamerike.net/", "sr", network="voa")


class VoanewsUkrainian(NewsSpider):
    name = "voanews_ukrainian"
    site = pangea_site(name, "https://ukrainian.voanews.com/", "uk", network="voa")


class Amerikayidzayn(NewsSpider):
    name = "amerikayidzayn"
    site = pangea_site(name, "https://www.amerikayidzayn.com/", "hy", network="voa")


class AmerikaninsesiOrg(NewsSpider):
    name = "amerikaninsesi_org"
    site = pangea_site(name, "https://www.amerikaninsesi.org/", "az", network="voa")


class Amerikiskhma(NewsSpider):
    name = "amerikiskhma"
    site = pangea_site(name, "https://www.amerikiskhma.com/", "ka", network="voa")


class Golosameriki(NewsSpider):
    name = "golosameriki"
    site = pangea_site(name, "https://www.golosameriki.com/", "ru", network="voa", hosts=("golos-ameriki.ru",))


class Amerikaovozi(NewsSpider):
    name = "amerikaovozi"
    site = pangea_site(name, "https://www.amerikaovozi.com/", "uz", network="voa")


class Voabangla(NewsSpider):
    name = "voabangla"
    site = pangea_site(name, "https://www.voabangla.com/", "bn", network="voa")


class Darivoa(NewsSpider):
    name = "darivoa"
    site = pangea_site(name, "https://www.darivoa.com/", "fa-AF", network="voa")


class Pashtovoa(NewsSpider):
    name = "pashtovoa"
    site = pangea_site(name, "https://www.pashtovoa.com/", "ps", network="voa")


class Voadeewanews(NewsSpider):
    name = "voadeewanews"
    site = pangea_site(name, "https://www.voadeewanews.com/", "ps", network="voa")


class Urduvoa(NewsSpider):
    name = "urduvoa"
    site = pangea_site(name, "https://www.urduvoa.com/", "ur", network="voa")


class VoanewsBurmese(NewsSpider):
    name = "voanews_burmese"
    site = pangea_site(name, "https://burmese.voanews.com/", "my", network="voa")


class Voacantonese(NewsSpider):
    name = "voacantonese"
    site = pangea_site(name, "https://www.voacantonese.com/", "yue", network="voa")


class Voachinese(NewsSpider):
    name = "voachinese"
    site = pangea_site(name, "https://www.voachinese.com/", "zh", network="voa")


class Voaindonesia(NewsSpider):
    name = "voaindonesia"
    site = pangea_site(name, "https://www.voaindonesia.com/", "id", network="voa")


class VoanewsKhmer(NewsSpider):
    name = "voanews_khmer"
    site = pangea_site(name, "https://khmer.voanews.com/", "km", network="voa")


class Voacambodia(NewsSpider):
    name = "voacambodia"
    site = pangea_site(name, "https://www.voacambodia.com/", None, network="voa")


class Voakorea(NewsSpider):
    name = "voakorea"
    site = pangea_site(name, "https://www.voakorea.com/", "ko", network="voa")


class VoanewsLao(NewsSpider):
    name = "voanews_lao"
    site = pangea_site(name, "https://lao.voanews.com/", "lo", network="voa")


class Voathai(NewsSpider):
    name = "voathai"
    site = pangea_site(name, "https://www.voathai.com/", "th", network="voa")


class Voatibetan(NewsSpider):
    name = "voatibetan"
    site = pangea_site(name, "https://www.voatibetan.com/", "bo", network="voa")


class Voatiengviet(NewsSpider):
    name = "voatiengviet"
    site = pangea_site(name, "https://www.voatiengviet.com/", "vi", network="voa")


class Voaafaanoromoo(NewsSpider):
    name = "voaafaanoromoo"
    site = pangea_site(name, "https://www.voaafaanoromoo.com/", "om", network="voa")


class VoanewsAmharic(NewsSpider):
    name = "voanews_amharic"
    site = pangea_site(name, "https://amharic.voanews.com/", "am", network="voa")


class Voabambara(NewsSpider):
    name = "voabambara"
    site = pangea_site(name, "https://www.voabambara.com/", "bm", network="voa")


class Voaafrique(NewsSpider):
    name = "voaafrique"
    site = pangea_site(name, "https://www.voaafrique.com/", "fr", network="voa")


class Voahausa(NewsSpider):
    name = "voahausa"
    site = pangea_site(name, "https://www.voahausa.com/", "ha", network="voa")


class Radiyoyacuvoa(NewsSpider):
    name = "radiyoyacuvoa"
    site = pangea_site(name, "https://www.radiyoyacuvoa.com/", None, network="voa")


class Voalingala(NewsSpider):
    name = "voalingala"
    site = pangea_site(name, "https://www.voalingala.com/", "ln", network="voa")


class Voandebele(NewsSpider):
    name = "voandebele"
    site = pangea_site(name, "https://www.voandebele.com/", "nd", network="voa")


class Voaportugues(NewsSpider):
    name = "voaportugues"
    site = pangea_site(name, "https://www.voaportugues.com/", "pt", network="voa")


class Voashona(NewsSpider):
    name = "voashona"
    site = pangea_site(name, "https://www.voashona.com/", "sn", network="voa")


class Voasomali(NewsSpider):
    name = "voasomali"
    site = pangea_site(name, "https://www.voasomali.com/", "so", network="voa")


class Voaswahili(NewsSpider):
    name = "voaswahili"
    site = pangea_site(name, "https://www.voaswahili.com/", "sw", network="voa")


class VoanewsTigrigna(NewsSpider):
    name = "voanews_tigrigna"
    site = pangea_site(name, "https://tigrigna.voanews.com/", "ti", network="voa")


class Voazimbabwe(NewsSpider):
    name = "voazimbabwe"
    site = pangea_site(name, "https://www.voazimbabwe.com/", "en", network="voa")


class VoanewsIr(NewsSpider):
    name = "voanews_ir"
    site = pangea_site(name, "https://ir.voanews.com/", "fa", network="voa")


class Dengiamerika(NewsSpider):
    name = "dengiamerika"
    site = pangea_site(name, "https://www.dengiamerika.com/", "ku", network="voa")


class Dengeamerika(NewsSpider):
    name = "dengeamerika"
    site = pangea_site(name, "https://www.dengeamerika.com/", "ku", network="voa")


class Amerikaninsesi(NewsSpider):
    name = "amerikaninsesi"
    site = pangea_site(name, "https://www.amerikaninsesi.com/", "tr", network="voa")


class Voanouvel(NewsSpider):
    name = "voanouvel"
    site = pangea_site(name, "https://www.voanouvel.com/", "ht", network="voa")


class Vozdeamerica(NewsSpider):
    name = "vozdeamerica"
    site = pangea_site(name, "https://www.vozdeamerica.com/", "es", network="voa", hosts=("voanoticias.com",))
