"""Split of a full name into first and last name."""


def split_name(name: str) -> tuple[str, str]:
    """Return first and last name: "DUPONT, Jean", "DUPONT Jean" and "Jean Dupont" are all Jean, Dupont.

    A comma stands behind the last name; words in capitals are the last name; otherwise the first word is the first
    name. One word alone is a last name.
    """
    last, comma, first = (part.strip() for part in name.partition(","))
    if comma:
        return first, last
    words = name.split()
    if len(words) < 2:
        return "", name.strip()
    capitals = [word.isupper() and len(word) > 1 for word in words]
    if not all(capitals):
        leading = capitals.index(False)
        if leading:
            return " ".join(words[leading:]), " ".join(words[:leading])
        if capitals[-1]:
            trailing = capitals.index(True)
            return " ".join(words[:trailing]), " ".join(words[trailing:])
    return words[0], " ".join(words[1:])
