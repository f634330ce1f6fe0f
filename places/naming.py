"""How names are compared, and the names that no source of ours has as readers and registry do."""

import re
import unicodedata

_SHORT = {
    "saint": "st",
    "sankt": "st",
    "sint": "st",
    "sainte": "ste",
    "mount": "mt",
    "fort": "ft",
}
# Letters that Unicode does not take apart.
_PLAIN = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ı": "i", "æ": "ae"}
)


def key(name: str) -> str:
    """Plain lower-case words: "St. Louis", "Saint-Louis" and "ST LOUIS" are one."""
    name = unicodedata.normalize("NFKD", name.translate(_PLAIN)).casefold()
    name = "".join(mark for mark in name if not unicodedata.combining(mark))
    name = re.sub(r"['’‘ʼ`´.]", "", name)
    return " ".join(_SHORT.get(word, word) for word in re.findall(r"[^\W_]+", name))


# GeoNames' name of a country -> the registry's after trials/reading/countries.py, if another.
COUNTRY_NAMES = {
    "The Netherlands": "Netherlands",
    "Palestinian Territory": "Palestinian Territories",
    "Ivory Coast": "Côte d'Ivoire",
    "Vatican": "Vatican City",
    "Macao": "Macau",
    "Reunion": "Réunion",
    "Curacao": "Curaçao",
    "Timor Leste": "Timor-Leste",
    "Bonaire, Saint Eustatius and Saba ": "Bonaire",
}
# Not countries any more.
PAST_COUNTRIES = {"AN", "CS"}
# Beside the English, Spanish, French, German, Italian and Portuguese names that CLDR has.
COUNTRY_ALIASES = {
    "AE": ["UAE", "EAU"],
    "BO": ["Plurinational State of Bolivia"],
    "CD": ["Congo, The Democratic Republic of the", "DRC", "Zaire"],
    "CG": ["Congo", "Congo, Republic of the"],
    "CI": ["Ivory Coast", "Costa de Marfil"],
    "CN": ["PRC", "Mainland China", "People's Republic of China"],
    "CV": ["Cape Verde"],
    "CZ": ["Czech Republic", "República Checa", "Česko"],
    "DK": ["Danmark"],
    "FI": ["Suomi"],
    "GB": ["UK", "GB", "Great Britain", "Britain", "Gran Bretaña"],
    "GR": ["Hellas"],
    "HK": ["Hong Kong", "Hongkong"],
    "HU": ["Magyarország"],
    "IE": ["Republic of Ireland", "Eire"],
    "IR": ["Islamic Republic of Iran"],
    "JP": ["Nippon"],
    "KP": ["Corea del Norte"],
    "KR": ["Korea", "Republic of Korea", "Korea, Republic of", "Corea", "Corea del Sur"],
    "LA": ["Lao People's Democratic Republic"],
    "LY": ["Libyan Arab Jamahiriya"],
    "MK": ["Macedonia"],
    "MM": ["Burma", "Birmania"],
    "MO": ["Macao"],
    "MX": ["Méjico"],
    "NL": ["The Netherlands", "Holland", "Holanda", "Nederland"],
    "NO": ["Norge"],
    "NZ": ["Aotearoa"],
    "PL": ["Polska"],
    "PR": ["PR"],
    "PS": ["Palestine", "Palestina"],
    "RU": ["Russian Federation"],
    "SE": ["Sverige"],
    "SY": ["Syrian Arab Republic"],
    "SZ": ["Swaziland"],
    "TR": ["Türkiye", "Turkiye"],
    "TW": ["Taiwan, China", "Republic of China"],
    "TZ": ["United Republic of Tanzania"],
    "US": ["US", "USA", "United States of America", "America", "EE. UU.", "EEUU", "EUA"],
    "VA": ["Holy See", "Vatican"],
    "VI": ["Virgin Islands (U.S.)"],
    "VN": ["Viet Nam"],
}
# Names of towns that are too short for extract.py to believe.
TOWN_ALIASES = {("Washington", "US.DC"): ["DC"], ("New York City", "US.NY"): ["NYC"]}
# Regions that are places of their own, by GeoNames' code: the registry's sites have them as
# `state`. Those of other countries only tell towns of one name apart.
REGIONS = {
    "CA": {
        "01": ["Alberta", "AB"],
        "02": ["British Columbia", "BC", "Colombia Británica"],
        "03": ["Manitoba", "MB"],
        "04": ["New Brunswick", "NB"],
        "05": ["Newfoundland and Labrador", "NL", "Newfoundland", "Labrador"],
        "07": ["Nova Scotia", "NS"],
        "08": ["Ontario", "ON"],
        "09": ["Prince Edward Island", "PE", "PEI"],
        "10": ["Quebec", "QC"],
        "11": ["Saskatchewan", "SK"],
        "12": ["Yukon", "YT", "Yukon Territory"],
        "13": ["Northwest Territories", "NT"],
        "14": ["Nunavut", "NU"],
    },
    "AU": {
        "01": ["Australian Capital Territory", "ACT"],
        "02": ["New South Wales", "NSW"],
        "03": ["Northern Territory", "NT"],
        "04": ["Queensland", "QLD"],
        "05": ["South Australia", "SA"],
        "06": ["Tasmania", "TAS"],
        "07": ["Victoria", "VIC"],
        "08": ["Western Australia", "WA"],
    },
    "GB": {
        "ENG": ["England", "Inglaterra"],
        "SCT": ["Scotland", "Escocia"],
        "WLS": ["Wales", "Gales", "Cymru"],
        "NIR": ["Northern Ireland", "Irlanda del Norte"],
    },
    "DE": {
        "01": ["Baden-Württemberg", "BW", "Baden-Wuerttemberg"],
        "02": ["Bavaria", "BY", "Bayern", "Baviera"],
        "05": ["Hesse", "HE", "Hessen"],
        "06": ["Lower Saxony", "NI", "Niedersachsen"],
        "07": ["North Rhine-Westphalia", "NW", "NRW", "Nordrhein-Westfalen"],
        "08": ["Rhineland-Palatinate", "RP", "Rheinland-Pfalz"],
        "09": ["Saarland", "SL"],
        "10": ["Schleswig-Holstein", "SH"],
        "11": ["Brandenburg", "BB"],
        "12": ["Mecklenburg-Vorpommern", "MV"],
        "13": ["Saxony", "SN", "Sachsen", "Sajonia"],
        "14": ["Saxony-Anhalt", "ST", "Sachsen-Anhalt"],
        "15": ["Thuringia", "TH", "Thüringen"],
    },
}
# Further names of regions, and better ones than GeoNames has.
REGION_NAMES = {
    "DE.03": ["Bremen"],
    "DE.04": ["Hamburg"],
    "DE.16": ["Berlin"],
    "ES.07": ["Balearic Islands", "Baleares", "Islas Baleares", "Illes Balears"],
    "ES.29": ["Madrid", "Comunidad de Madrid"],
    "ES.31": ["Murcia", "Región de Murcia"],
    "ES.32": ["Navarre", "Navarra"],
    "ES.51": ["Andalusia", "Andalucía"],
    "ES.53": ["Canary Islands", "Canarias", "Islas Canarias"],
    "ES.54": ["Castilla-La Mancha"],
    "ES.55": ["Castile and León", "Castilla y León"],
    "ES.56": ["Catalonia", "Cataluña", "Catalunya"],
    "ES.59": ["Basque Country", "País Vasco", "Euskadi"],
    "ES.60": ["Valencia", "Comunidad Valenciana", "Comunitat Valenciana"],
    "FR.24": ["Centre-Val de Loire", "Centre"],
    "FR.28": ["Normandy", "Normandie"],
    "FR.53": ["Brittany", "Bretagne"],
    "FR.94": ["Corsica", "Corse"],
    "IT.07": ["Lazio"],
    "IT.09": ["Lombardy", "Lombardia"],
    "IT.12": ["Piedmont", "Piemonte"],
    "IT.14": ["Sardinia", "Sardegna"],
    "IT.15": ["Sicily", "Sicilia"],
    "IT.16": ["Tuscany", "Toscana"],
    "MX.09": ["Mexico City", "Ciudad de México", "CDMX", "Distrito Federal", "DF"],
    "MX.15": ["State of Mexico", "Estado de México", "México"],
    "US.DC": ["District of Columbia"],
}
