"""How names are compared, and names that readers or the registry use but our sources lack."""

import re
import unicodedata

# No place that anybody types is longer.
LONGEST = 120
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
_FULL_WIDTH = {code: code - 0xFF01 + ord("!") for code in range(0xFF01, 0xFF5F)}


def key(name: str) -> str:
    """Plain lower-case words: "St. Louis", "Saint-Louis" and "ST LOUIS" are one."""
    # First, since Unicode takes the acute accent apart.
    name = re.sub(r"['’‘ʼ`´.]", "", name)
    if name.isascii():
        name = name.lower()
    else:
        name = unicodedata.normalize("NFKD", name.translate(_PLAIN)).casefold()
        name = "".join(mark for mark in name if not unicodedata.combining(mark))
    return " ".join(_SHORT.get(word, word) for word in re.findall(r"[^\W_]+", name))


def clean(text: str) -> str:
    """Without half surrogate pairs, which are no text, and control characters.

    Full-width letters and the digits of other scripts become plain ones.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    text = text.encode("utf-8", "ignore").decode().translate(_FULL_WIDTH)
    text = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


# GeoNames' name of a country -> the one that we show, if it is different.
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
    "BA": ["Bosnia"],
    "BO": ["Plurinational State of Bolivia", "Bolivia, Plurinational State of"],
    "CD": [
        "Congo, The Democratic Republic of the", "Congo, Dem. Rep.", "DR Congo", "D.R. Congo",
        "DRC", "Zaire",
    ],
    "CG": ["Congo", "Congo, Republic of the"],
    "CI": ["Ivory Coast", "Costa de Marfil"],
    "CN": ["PRC", "PR China", "Mainland China", "People's Republic of China", "China, PR"],
    "CV": ["Cape Verde"],
    "CZ": ["Czech Republic", "The Czech Republic", "República Checa", "Česko"],
    "DK": ["Danmark"],
    "FI": ["Suomi"],
    "FM": ["Federated States of Micronesia", "Micronesia, Federated States of"],
    "GB": [
        "UK", "GB", "Great Britain", "Britain", "Gran Bretaña",
        "United Kingdom of Great Britain and Northern Ireland",
    ],
    "GR": ["Hellas"],
    "HK": [
        "Hong Kong", "Hongkong", "Hong Kong, China", "Hong Kong SAR", "Hong Kong SAR China",
        "HKSAR",
    ],
    "HU": ["Magyarország"],
    "IE": ["Republic of Ireland", "Eire"],
    "IR": ["Islamic Republic of Iran", "Iran, Islamic Republic of"],
    "JP": ["Nippon"],
    "KP": [
        "Corea del Norte", "Korea, North", "N. Korea", "Korea, Democratic People's Republic of",
    ],
    "KR": [
        "Korea",
        "Korea (South)",
        "S. Korea",
        "Republic of Korea",
        "Korea, Republic of",
        "Corea",
        "Corea del Sur",
    ],
    "LA": ["Lao People's Democratic Republic"],
    "LY": ["Libyan Arab Jamahiriya"],
    "MD": ["Republic of Moldova", "Moldova, Republic of"],
    "MK": [
        "Macedonia",
        "Republic of North Macedonia",
        "Macedonia, The Former Yugoslav Republic of",
        "The Former Yugoslav Republic of Macedonia",
    ],
    "MM": ["Burma", "Birmania"],
    "MO": ["Macao", "Macau SAR", "Macao SAR"],
    "MX": ["Méjico"],
    "NL": ["The Netherlands", "Holland", "Holanda", "Nederland"],
    "NO": ["Norge"],
    "NZ": ["Aotearoa"],
    "PL": ["Polska"],
    "PR": ["PR"],
    "PS": [
        "Palestine",
        "Palestina",
        "State of Palestine",
        "Palestine, State of",
        "Palestinian Territories, Occupied",
        "Palestinian Territory, Occupied",
        "Occupied Palestinian Territory",
    ],
    "RU": ["Russian Federation", "The Russian Federation"],
    "SA": ["KSA", "Kingdom of Saudi Arabia"],
    "SE": ["Sverige"],
    "SK": ["Slovak Republic"],
    "SY": ["Syrian Arab Republic"],
    "SZ": ["Swaziland"],
    "TL": ["East Timor"],
    "TR": ["Türkiye", "Turkiye", "Turkey (Türkiye)", "Republic of Turkey", "Republic of Türkiye"],
    "TW": ["Taiwan, China", "Republic of China", "Taiwan, Province of China", "Taiwan ROC"],
    "TZ": ["United Republic of Tanzania", "Tanzania, United Republic of"],
    "US": ["US", "USA", "United States of America", "America", "EE. UU.", "EEUU", "EUA"],
    "VA": ["Holy See", "Vatican", "Holy See (Vatican City State)"],
    "VE": ["Bolivarian Republic of Venezuela", "Venezuela, Bolivarian Republic of"],
    "VG": ["Virgin Islands (British)", "Virgin Islands, British"],
    "VI": ["Virgin Islands (U.S.)", "US Virgin Islands", "Virgin Islands, U.S.", "USVI"],
    "VN": ["Viet Nam", "Socialist Republic of Vietnam"],
}  # fmt: skip
# What the US Postal Service calls states, and we call countries.
OUTLYING = ["AS", "FM", "GU", "MH", "MP", "PR", "PW", "VI"]
# Countries of ours that lie in another for those who write "San Juan, Puerto Rico, USA".
LIE_IN = {"AS": "US", "GU": "US", "HK": "CN", "MO": "CN", "MP": "US", "PR": "US", "VI": "US"}
# Names of towns that extract.py does not believe: too short, or of a town that is small. A name of
# several towns is that of the area around them, and is asked about.
TOWN_ALIASES = {
    ("Barnstable", "US.MA"): ["Cape Cod"],
    ("Buenos Aires", "AR.07"): ["CABA"],
    ("Dallas", "US.TX"): ["DFW"],
    ("Durham", "US.NC"): ["Research Triangle"],
    ("Fort Worth", "US.TX"): ["DFW"],
    ("Kansas City", "US.MO"): ["KC"],
    ("Los Angeles", "US.CA"): ["LA", "LA County", "Greater LA"],
    ("Miami", "US.FL"): ["South Florida", "Dade", "Miami Dade"],
    ("Minneapolis", "US.MN"): ["Twin Cities"],
    ("New York City", "US.NY"): ["NYC"],
    ("Norfolk", "US.VA"): ["Hampton Roads"],
    ("Oakland", "US.CA"): ["Bay Area", "SF Bay Area", "San Francisco Bay Area"],
    ("Oklahoma City", "US.OK"): ["OKC"],
    ("Raleigh", "US.NC"): ["Research Triangle"],
    ("Saint Paul", "US.MN"): ["Twin Cities"],
    ("Salt Lake City", "US.UT"): ["SLC"],
    ("San Francisco", "US.CA"): ["Bay Area", "SF Bay Area", "San Francisco Bay Area"],
    ("San Jose", "US.CA"): ["Bay Area", "SF Bay Area", "San Francisco Bay Area", "Silicon Valley"],
    ("Toronto", "CA.08"): ["GTA", "Greater Toronto Area"],
    ("Venice", "IT.20"): ["Venezia", "Venedig"],
    ("Virginia Beach", "US.VA"): ["Hampton Roads"],
    ("Washington", "US.DC"): ["DC", "Wash DC"],
}
# Regions that are places of their own, by GeoNames' code: the registry's sites have them as
# `state`. Those of other countries only tell towns of one name apart.
REGIONS = {
    "CA": {
        "01": ["Alberta", "AB"],
        "02": ["British Columbia", "BC", "Colombia Británica", "Colombie-Britannique"],
        "03": ["Manitoba", "MB"],
        "04": ["New Brunswick", "NB", "Nouveau-Brunswick"],
        "05": ["Newfoundland and Labrador", "NL", "Newfoundland", "Labrador", "Terre-Neuve"],
        "07": ["Nova Scotia", "NS", "Nouvelle-Écosse"],
        "08": ["Ontario", "ON"],
        "09": ["Prince Edward Island", "PE", "PEI", "Île-du-Prince-Édouard"],
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
        "NIR": ["Northern Ireland", "Irlanda del Norte", "N. Ireland"],
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
# What people write for a state or province behind a town, or in a record, beside its postal code.
# On their own, many of these are ordinary words: "Miss", "Wash", "Man".
IN_SHORT = {
    "US.AL": ["Ala"], "US.AZ": ["Ariz"], "US.AR": ["Ark"],
    "US.CA": ["Calif", "Cal"], "US.CO": ["Colo"], "US.CT": ["Conn"], "US.DE": ["Del"],
    "US.FL": ["Fla"], "US.IL": ["Ill"], "US.IN": ["Ind"],
    "US.KS": ["Kans", "Kan"], "US.MA": ["Mass"], "US.MI": ["Mich"],
    "US.MN": ["Minn"], "US.MS": ["Miss"], "US.MT": ["Mont"], "US.NE": ["Nebr", "Neb"],
    "US.NV": ["Nev"], "US.NM": ["N. Mex", "New Mex"], "US.NC": ["N. Carolina", "No. Carolina"],
    "US.ND": ["N. Dak", "N. Dakota"], "US.OK": ["Okla"], "US.OR": ["Ore", "Oreg"],
    "US.PA": ["Penn", "Penna"], "US.SC": ["S. Carolina", "So. Carolina"],
    "US.SD": ["S. Dak", "S. Dakota"], "US.TN": ["Tenn"], "US.TX": ["Tex"],
    "US.WA": ["Wash"], "US.WV": ["W. Va", "W. Virginia"], "US.WI": ["Wis", "Wisc"],
    "US.WY": ["Wyo"],
    "CA.01": ["Alta"], "CA.03": ["Man"], "CA.05": ["Nfld"], "CA.07": ["N. Scotia"],
    "CA.08": ["Ont"], "CA.10": ["Que", "PQ"], "CA.11": ["Sask"], "CA.13": ["NWT"],
    "BR.01": ["AC"], "BR.02": ["AL"], "BR.03": ["AP"], "BR.04": ["AM"], "BR.05": ["BA"],
    "BR.06": ["CE"], "BR.07": ["DF"], "BR.08": ["ES"], "BR.11": ["MS"], "BR.13": ["MA"],
    "BR.14": ["MT"], "BR.15": ["MG"], "BR.16": ["PA"], "BR.17": ["PB"], "BR.18": ["PR"],
    "BR.20": ["PI"], "BR.21": ["RJ"], "BR.22": ["RN"], "BR.23": ["RS"], "BR.24": ["RO"],
    "BR.25": ["RR"], "BR.26": ["SC"], "BR.27": ["SP"], "BR.28": ["SE"], "BR.29": ["GO"],
    "BR.30": ["PE"], "BR.31": ["TO"],
    "MX.02": ["BC", "B. C."], "MX.14": ["Jal"], "MX.15": ["Edomex", "Edo. Mex"], "MX.19": ["NL"],
}  # fmt: skip
# What a label calls the regions of a country; for all others, "region."
_REGION_WORDS = {
    "AR": "province",
    "AU": "state",
    "BR": "state",
    "CA": "province",
    "CH": "canton",
    "CN": "province",
    "DE": "state",
    "GB": "",
    "IN": "state",
    "JP": "prefecture",
    "MX": "state",
    "NG": "state",
    "US": "state",
}
_TERRITORIES = ("AU.01", "AU.03", "CA.12", "CA.13", "CA.14")


def region_word(area: str) -> str:
    """What an area is, by its code: "state", "province", "county"; "" for a country."""
    if area.count(".") != 1:
        return "county" if "." in area else ""
    return "territory" if area in _TERRITORIES else _REGION_WORDS.get(area[:2], "region")


# Where people say the county of a town: counties with the districts that GeoNames has in their
# place. What GeoNames has beside these are counties as well.
COUNTIES = {
    "GB": {
        "Berkshire": [
            "Bracknell Forest", "Reading", "Slough", "West Berkshire", "Windsor and Maidenhead",
            "Wokingham",
        ],
        "Bedfordshire": ["Bedford", "Central Bedfordshire", "Luton"],
        "Cheshire": [
            "Cheshire East", "Cheshire West and Chester", "Halton", "Warrington",
        ],
        "Durham": ["County Durham", "Darlington"],
        "East Sussex": ["Brighton and Hove"],
        "Essex": ["Southend-on-Sea", "Thurrock"],
        "Greater London": ["London"],
        "Greater Manchester": [
            "Bolton", "Bury", "Manchester", "Oldham", "Rochdale", "Salford", "Stockport",
            "Tameside", "Trafford", "Wigan",
        ],
        "Kent": ["Medway"],
        "Lancashire": ["Blackburn with Darwen", "Blackpool"],
        "Merseyside": ["Knowsley", "Liverpool", "Sefton", "St. Helens", "Wirral"],
        "Northamptonshire": ["North Northamptonshire", "West Northamptonshire"],
        "Scottish Borders": ["Borders"],
        "South Yorkshire": ["Barnsley", "Doncaster", "Rotherham", "Sheffield"],
        "Tyne and Wear": [
            "Gateshead", "Newcastle upon Tyne", "North Tyneside", "South Tyneside", "Sunderland",
        ],
        "West Midlands": [
            "Birmingham", "Coventry", "Dudley", "Sandwell", "Solihull", "Walsall",
            "Wolverhampton",
        ],
        "West Yorkshire": [
            "Bradford", "Calderdale", "Kirklees", "Leeds", "Wakefield",
        ],
    },
    "IE": {
        "Cavan": ["An Cabhán"],
        "Dublin": ["Dublin City", "Fingal", "South Dublin", "Dún Laoghaire-Rathdown"],
        "Longford": ["An Longfort"],
        "Offaly": ["Uíbh Fhailí"],
    },
}  # fmt: skip
COUNTY_ALIASES = {
    "Anglesey": ["Ynys Môn"],
    "Durham": ["County Durham"],
    "Scottish Borders": ["Borders"],
} | {
    name: [name.split()[-1]]
    for name in (
        "East Riding of Yorkshire", "North Yorkshire", "South Yorkshire", "West Yorkshire",
        "East Sussex", "West Sussex",
    )
}  # fmt: skip
# The scripts of a country's own names, as Unicode calls them: {script: countries}.
OWN_SCRIPTS = {
    "ARABIC": "AE AF BH DZ EG IL IQ IR JO KW LB LY MA OM PK PS QA SA SD SY TN YE",
    "ARMENIAN": "AM",
    "CJK": "CN HK JP MO SG TW",
    "CYRILLIC": "BG BY KG KZ ME MK MN RS RU TJ UA",
    "DEVANAGARI": "IN NP",
    "GEORGIAN": "GE",
    "GREEK": "CY GR",
    "HANGUL": "KP KR",
    "HEBREW": "IL",
    "HIRAGANA": "JP",
    "KATAKANA": "JP",
    "THAI": "TH",
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
    "AT.02": ["Carinthia", "Kärnten"],
    "AT.03": ["Lower Austria", "Niederösterreich"],
    "AT.04": ["Upper Austria", "Oberösterreich"],
    "AT.06": ["Styria", "Steiermark"],
    "AT.07": ["Tyrol", "Tirol"],
    "BE.VLG": ["Flanders", "Vlaanderen"],
    "BE.WAL": ["Wallonia", "Wallonie"],
    "CH.GR": ["Grisons", "Graubünden"],
    "FR.93": ["Provence-Alpes-Côte d'Azur", "Provence", "PACA"],
    "IT.02": ["Basilicata"],
    "IT.07": ["Lazio"],
    "IT.09": ["Lombardy", "Lombardia"],
    "IT.10": ["Marche", "The Marches", "Le Marche"],
    "IT.12": ["Piedmont", "Piemonte"],
    "IT.13": ["Apulia", "Puglia"],
    "IT.14": ["Sardinia", "Sardegna"],
    "IT.15": ["Sicily", "Sicilia"],
    "IT.16": ["Tuscany", "Toscana"],
    "IT.17": ["Trentino-Alto Adige", "Trentino-South Tyrol", "South Tyrol", "Südtirol"],
    "IT.19": ["Aosta Valley", "Valle d'Aosta"],
    "MX.09": ["Mexico City", "Ciudad de México", "CDMX", "Distrito Federal", "DF"],
    "MX.15": ["State of Mexico", "Estado de México", "México"],
    "US.DC": ["District of Columbia"],
}
