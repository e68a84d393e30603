"""Radio Free Europe/Radio Liberty: 42 sites on Pangea, one series of article numbers, and its press room.

Hosts as in the public crawl of May 2025 (ArchiveTeam, rferl-grab). Languages as BCP 47; the Crimean Tatar site's own
code is "tat", and "sh" is what slobodnaevropa.org itself says of its Bosnian, Croatian, Montenegrin and Serbian.
A site has its domain's name; on a subdomain the domain's and then the subdomain's (krymr_ru).
"""

from crawler.pangea import pangea_site
from crawler.site import Site
from crawler.spider import NewsSpider


class Rferl(NewsSpider):
    name = "rferl"
    site = pangea_site(name, "https://www.rferl.org/", "en", network="rferl", hosts=("rferl.eu",))


class Svoboda(NewsSpider):
    name = "svoboda"
    site = pangea_site(name, "https://www.svoboda.org/", "ru", network="rferl")


class Currenttime(NewsSpider):
    name = "currenttime"
    site = pangea_site(name, "https://www.currenttime.tv/", "ru", network="rferl")


class Severreal(NewsSpider):
    name = "severreal"
    site = pangea_site(name, "https://www.severreal.org/", "ru", network="rferl")


class Sibreal(NewsSpider):
    name = "sibreal"
    site = pangea_site(name, "https://www.sibreal.org/", "ru", network="rferl")


class Idelreal(NewsSpider):
    name = "idelreal"
    site = pangea_site(name, "https://www.idelreal.org/", "ru", network="rferl")


class Kavkazr(NewsSpider):
    name = "kavkazr"
    site = pangea_site(name, "https://www.kavkazr.com/", "ru", network="rferl")


class Radiomarsho(NewsSpider):
    name = "radiomarsho"
    site = pangea_site(name, "https://www.radiomarsho.com/", "ce", network="rferl")


class Azatliq(NewsSpider):
    name = "azatliq"
    site = pangea_site(name, "https://www.azatliq.org/", "tt", network="rferl")


class Radiosvoboda(NewsSpider):
    name = "radiosvoboda"
    site = pangea_site(name, "https://www.radiosvoboda.org/", "uk", network="rferl")


class KrymrRu(NewsSpider):
    name = "krymr_ru"
    site = pangea_site(name, "https://ru.krymr.com/", "ru", network="rferl")


class KrymrUa(NewsSpider):
    name = "krymr_ua"
    site = pangea_site(name, "https://ua.krymr.com/", "uk", network="rferl")


class KrymrKtat(NewsSpider):
    name = "krymr_ktat"
    site = pangea_site(name, "https://ktat.krymr.com/", "crh", network="rferl")


class Svaboda(NewsSpider):
    name = "svaboda"
    site = pangea_site(name, "https://www.svaboda.org/", "be", network="rferl")


class EuropaliberaMoldova(NewsSpider):
    name = "europalibera_moldova"
    site = pangea_site(name, "https://moldova.europalibera.org/", "ro", network="rferl")


class EuropaliberaRomania(NewsSpider):
    name = "europalibera_romania"
    site = pangea_site(name, "https://romania.europalibera.org/", "ro", network="rferl")


class Szabadeuropa(NewsSpider):
    name = "szabadeuropa"
    site = pangea_site(name, "https://www.szabadeuropa.hu/", "hu", network="rferl")


class Svobodnaevropa(NewsSpider):
    name = "svobodnaevropa"
    site = pangea_site(name, "https://www.svobodnaevropa.bg/", "bg", network="rferl")


class Slobodnaevropa(NewsSpider):
    name = "slobodnaevropa"
    site = pangea_site(name, "https://www.slobodnaevropa.org/", "sh", network="rferl")


class SlobodnaevropaMk(NewsSpider):
    name = "slobodnaevropa_mk"
    site = pangea_site(name, "https://www.slobodnaevropa.mk/", "mk", network="rferl")


class Evropaelire(NewsSpider):
    name = "evropaelire"
    site = pangea_site(name, "https://www.evropaelire.org/", "sq", network="rferl")


class Azatutyun(NewsSpider):
    name = "azatutyun"
    site = pangea_site(name, "https://www.azatutyun.am/", "hy", network="rferl")


class AzatutyunRus(NewsSpider):
    name = "azatutyun_rus"
    site = pangea_site(name, "https://rus.azatutyun.am/", "ru", network="rferl")


class Radiotavisupleba(NewsSpider):
    name = "radiotavisupleba"
    site = pangea_site(name, "https://www.radiotavisupleba.ge/", "ka", network="rferl")


class Ekhokavkaza(NewsSpider):
    name = "ekhokavkaza"
    site = pangea_site(name, "https://www.ekhokavkaza.com/", "ru", network="rferl")


class Azadliq(NewsSpider):
    name = "azadliq"
    site = pangea_site(name, "https://www.azadliq.org/", "az", network="rferl")


class Radiofarda(NewsSpider):
    name = "radiofarda"
    site = pangea_site(name, "https://www.radiofarda.com/", "fa", network="rferl")


class RadiofardaEn(NewsSpider):
    name = "radiofarda_en"
    site = pangea_site(name, "https://en.radiofarda.com/", "en", network="rferl")


class Azattyq(NewsSpider):
    name = "azattyq"
    site = pangea_site(name, "https://www.azattyq.org/", "kk", network="rferl")


class AzattyqRus(NewsSpider):
    name = "azattyq_rus"
    site = pangea_site(name, "https://rus.azattyq.org/", "ru", network="rferl")


class Azattyk(NewsSpider):
    name = "azattyk"
    site = pangea_site(name, "https://www.azattyk.org/", "ky", network="rferl")


class AzattykRus(NewsSpider):
    name = "azattyk_rus"
    site = pangea_site(name, "https://rus.azattyk.org/", "ru", network="rferl")


class Ozodi(NewsSpider):
    name = "ozodi"
    site = pangea_site(name, "https://www.ozodi.org/", "tg", network="rferl")


class OzodiRus(NewsSpider):
    name = "ozodi_rus"
    site = pangea_site(name, "https://rus.ozodi.org/", "ru", network="rferl")


class Ozodlik(NewsSpider):
    name = "ozodlik"
    site = pangea_site(name, "https://www.ozodlik.org/", "uz", network="rferl")


class OzodlikRus(NewsSpider):
    name = "ozodlik_rus"
    site = pangea_site(name, "https://rus.ozodlik.org/", "ru", network="rferl")


class Azathabar(NewsSpider):
    name = "azathabar"
    site = pangea_site(name, "https://www.azathabar.com/", "tk", network="rferl")


class AzathabarRus(NewsSpider):
    name = "azathabar_rus"
    site = pangea_site(name, "https://rus.azathabar.com/", "ru", network="rferl")


class AzadiradioDa(NewsSpider):
    name = "azadiradio_da"
    site = pangea_site(name, "https://da.azadiradio.com/", "fa-AF", network="rferl")


class AzadiradioPa(NewsSpider):
    name = "azadiradio_pa"
    site = pangea_site(name, "https://pa.azadiradio.com/", "ps", network="rferl")


class Mashaalradio(NewsSpider):
    name = "mashaalradio"
    site = pangea_site(name, "https://www.mashaalradio.com/", "ps", network="rferl")


class Votvot(NewsSpider):
    name = "votvot"
    site = pangea_site(name, "https://www.votvot.tv/", "ru", network="rferl")


class RferlPressroom(NewsSpider):
    """Not on Pangea: in May 2025 it was WordPress and its /sitemap.xml was "Page not found"."""

    name = "rferl_pressroom"
    site = Site(name=name, url="https://pressroom.rferl.org/", language="en")
