"""Names of places as we compare them, and the names of countries and of some regions."""

import re
import unicodedata

_SHORT = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}


def key(name: str) -> str:
    """Plain lower-case words: "St. Louis", "Saint-Louis" and "ST LOUIS" are one."""
    name = unicodedata.normalize(
        "NFKD", name.replace("ß", "ss").replace("ø", "o").replace("ł", "l")
    )
    name = "".join(mark for mark in name if not unicodedata.combining(mark)).lower()
    name = re.sub(r"['’ʼ`.]", "", name)
    words = re.findall(r"[^\W_]+", name)
    return " ".join(_SHORT.get(word, word) for word in words)


# Regions that readers name and the registry has as states; the codes are those of GeoNames.
REGIONS = {
    "CA": {
        "01": ("Alberta", "AB"), "02": ("British Columbia", "BC"), "03": ("Manitoba", "MB"),
        "04": ("New Brunswick", "NB"), "05": ("Newfoundland and Labrador", "NL"),
        "07": ("Nova Scotia", "NS"), "08": ("Ontario", "ON"), "09": ("Prince Edward Island", "PE"),
        "10": ("Quebec", "QC"), "11": ("Saskatchewan", "SK"), "12": ("Yukon", "YT"),
        "13": ("Northwest Territories", "NT"), "14": ("Nunavut", "NU"),
    },
    "AU": {
        "01": ("Australian Capital Territory", "ACT"), "02": ("New South Wales", "NSW"),
        "03": ("Northern Territory", "NT"), "04": ("Queensland", "QLD"),
        "05": ("South Australia", "SA"), "06": ("Tasmania", "TAS"), "07": ("Victoria", "VIC"),
        "08": ("Western Australia", "WA"),
    },
    "GB": {
        "ENG": ("England", ""), "SCT": ("Scotland", ""), "WLS": ("Wales", ""),
        "NIR": ("Northern Ireland", ""),
    },
    "DE": {
        "01": ("Baden-Württemberg", ""), "02": ("Bavaria", ""), "03": ("Bremen", ""),
        "04": ("Hamburg", ""), "05": ("Hesse", ""), "06": ("Lower Saxony", ""),
        "07": ("North Rhine-Westphalia", ""), "08": ("Rhineland-Palatinate", ""),
        "09": ("Saarland", ""), "10": ("Schleswig-Holstein", ""), "11": ("Brandenburg", ""),
        "12": ("Mecklenburg-Vorpommern", ""), "13": ("Saxony", ""), "14": ("Saxony-Anhalt", ""),
        "15": ("Thuringia", ""), "16": ("Berlin", ""),
    },
}  # fmt: skip
# GeoNames' name -> the registry's, where they differ.
COUNTRY_NAMES = {
    "Türkiye": "Turkey",
    "The Netherlands": "Netherlands",
    "Palestinian Territory": "Palestinian Territories",
    "Ivory Coast": "Côte d'Ivoire",
    "Vatican": "Vatican City",
    "Macao": "Macau",
    "DR Congo": "Democratic Republic of the Congo",
    "Congo Republic": "Republic of the Congo",
}
# Further names, and the Spanish ones that differ.
COUNTRY_ALIASES = {
    "United States": (
        "us", "usa", "u s", "u s a", "united states of america", "america", "estados unidos",
        "ee uu", "eeuu",
    ),
    "United Kingdom": ("uk", "u k", "great britain", "britain", "gb", "reino unido"),
    "South Korea": ("korea", "republic of korea", "corea del sur", "corea"),
    "Netherlands": ("holland", "the netherlands", "paises bajos", "holanda"),
    "Czechia": ("czech republic", "republica checa", "chequia"),
    "Turkey": ("turkiye", "turquia"),
    "Russia": ("russian federation", "rusia"),
    "Côte d'Ivoire": ("ivory coast", "costa de marfil"),
    "United Arab Emirates": ("uae", "emiratos arabes unidos"),
    "Germany": ("deutschland", "alemania"),
    "France": ("francia",),
    "Spain": ("espana",),
    "Italy": ("italia",),
    "Mexico": ("mexico",),
    "Brazil": ("brasil",),
    "Switzerland": ("schweiz", "suisse", "suiza"),
    "Austria": ("osterreich",),
    "Belgium": ("belgica", "belgie", "belgique"),
    "Denmark": ("dinamarca", "danmark"),
    "Sweden": ("suecia", "sverige"),
    "Norway": ("noruega", "norge"),
    "Finland": ("finlandia", "suomi"),
    "Poland": ("polonia", "polska"),
    "Greece": ("grecia",),
    "Hungary": ("hungria",),
    "Ireland": ("irlanda", "republic of ireland", "eire"),
    "Japan": ("japon",),
    "Canada": ("canada",),
    "Egypt": ("egipto",),
    "New Zealand": ("nueva zelanda",),
    "South Africa": ("sudafrica",),
    "Argentina": ("argentina",),
    "Peru": ("peru",),
    "Panama": ("panama",),
    "Dominican Republic": ("republica dominicana",),
    "Romania": ("rumania",),
    "Croatia": ("croacia",),
    "Taiwan": ("taiwan",),
    "Hong Kong": ("hong kong",),
}  # fmt: skip
