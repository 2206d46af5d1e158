"""Names of cities in the language of a reader: a city is entered once, and read as "Copenhagen" or "Kopenhagen"."""

from functools import cache

from matchmaker.base.names import fold

_ORDER = ("en", "fr", "nl", "de")
_NAMES = """
Aachen|Aix-la-Chapelle|Aken|Aachen
Algiers|Alger|Algiers|Algier
Antwerp|Anvers|Antwerpen|Antwerpen
Athens|Athènes|Athene|Athen
Baghdad|Bagdad|Bagdad|Bagdad
Barcelona|Barcelone|Barcelona|Barcelona
Basel|Bâle|Bazel|Basel
Beijing|Pékin|Peking|Peking
Beirut|Beyrouth|Beiroet|Beirut
Belgrade|Belgrade|Belgrado|Belgrad
Bern|Berne|Bern|Bern
Bologna|Bologne|Bologna|Bologna
Bremen|Brême|Bremen|Bremen
Bruges|Bruges|Brugge|Brügge
Brussels|Bruxelles|Brussel|Brüssel
Bucharest|Bucarest|Boekarest|Bukarest
Budapest|Budapest|Boedapest|Budapest
Cairo|Le Caire|Caïro|Kairo
Cape Town|Le Cap|Kaapstad|Kapstadt
Cologne|Cologne|Keulen|Köln
Copenhagen|Copenhague|Kopenhagen|Kopenhagen
Damascus|Damas|Damascus|Damaskus
Dresden|Dresde|Dresden|Dresden
Dunkirk|Dunkerque|Duinkerke|Dünkirchen
Edinburgh|Édimbourg|Edinburgh|Edinburgh
Florence|Florence|Florence|Florenz
Frankfurt|Francfort|Frankfurt|Frankfurt
Frankfurt am Main|Francfort-sur-le-Main|Frankfurt am Main|Frankfurt am Main
Geneva|Genève|Genève|Genf
Genoa|Gênes|Genua|Genua
Ghent|Gand|Gent|Gent
Gothenburg|Göteborg|Göteborg|Göteborg
The Hague|La Haye|Den Haag|Den Haag
Hamburg|Hambourg|Hamburg|Hamburg
Hanover|Hanovre|Hannover|Hannover
Havana|La Havane|Havana|Havanna
Ho Chi Minh City|Hô Chi Minh-Ville|Ho Chi Minhstad|Ho-Chi-Minh-Stadt
Istanbul|Istanbul|Istanboel|Istanbul
Jerusalem|Jérusalem|Jeruzalem|Jerusalem
Krakow|Cracovie|Krakau|Krakau
Kuwait City|Koweït|Koeweit-Stad|Kuwait-Stadt
Kyiv|Kiev|Kyiv|Kyjiw
Leuven|Louvain|Leuven|Löwen
Lille|Lille|Rijsel|Lille
Lisbon|Lisbonne|Lissabon|Lissabon
Liège|Liège|Luik|Lüttich
London|Londres|Londen|London
Lucerne|Lucerne|Luzern|Luzern
Luxembourg|Luxembourg|Luxemburg|Luxemburg
Mainz|Mayence|Mainz|Mainz
Marrakesh|Marrakech|Marrakesh|Marrakesch
Mechelen|Malines|Mechelen|Mecheln
Mexico City|Mexico|Mexico-Stad|Mexiko-Stadt
Milan|Milan|Milaan|Mailand
Montreal|Montréal|Montreal|Montreal
Moscow|Moscou|Moskou|Moskau
Munich|Munich|München|München
Namur|Namur|Namen|Namur
Naples|Naples|Napels|Neapel
New Delhi|New Delhi|New Delhi|Neu-Delhi
Nice|Nice|Nice|Nizza
Nicosia|Nicosie|Nicosia|Nikosia
Nijmegen|Nimègue|Nijmegen|Nimwegen
Nuremberg|Nuremberg|Neurenberg|Nürnberg
Ostend|Ostende|Oostende|Ostende
Padua|Padoue|Padua|Padua
Paris|Paris|Parijs|Paris
Prague|Prague|Praag|Prag
Quebec City|Québec|Quebec|Québec
Reykjavik|Reykjavik|Reykjavik|Reykjavík
Rome|Rome|Rome|Rom
Saint Petersburg|Saint-Pétersbourg|Sint-Petersburg|Sankt Petersburg
Seoul|Séoul|Seoel|Seoul
Seville|Séville|Sevilla|Sevilla
Singapore|Singapour|Singapore|Singapur
Strasbourg|Strasbourg|Straatsburg|Straßburg
Tangier|Tanger|Tanger|Tanger
Tashkent|Tachkent|Tasjkent|Taschkent
Tbilisi|Tbilissi|Tbilisi|Tiflis
Tehran|Téhéran|Teheran|Teheran
Tel Aviv|Tel-Aviv|Tel Aviv|Tel Aviv
Thessaloniki|Thessalonique|Thessaloniki|Thessaloniki
Tokyo|Tokyo|Tokio|Tokio
Tournai|Tournai|Doornik|Tournai
Trier|Trèves|Trier|Trier
Turin|Turin|Turijn|Turin
Venice|Venise|Venetië|Venedig
Vienna|Vienne|Wenen|Wien
Warsaw|Varsovie|Warschau|Warschau
Wrocław|Wrocław|Wrocław|Breslau
Ypres|Ypres|Ieper|Ypern
Zurich|Zurich|Zürich|Zürich
"""
"""A city a line, in the order of `_ORDER`; none of which a name is that of another city (Mons is Bergen in Dutch)."""


def city_name(name: str, language: str) -> str:
    """Return the name of a city as readers of a language know it; as it was entered where no other is known."""
    return _known().get(fold(name.strip()), {}).get(language, name)


@cache
def _known() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for line in _NAMES.split("\n"):
        if not line:
            continue
        names = dict(zip(_ORDER, line.split("|"), strict=True))
        for one in names.values():
            found.setdefault(fold(one), names)
    return found
