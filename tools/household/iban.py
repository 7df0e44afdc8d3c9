"""Account numbers that pass every check and belong to nobody: the check digits are right, the bank codes are ones that no bank has
(German sorting codes never begin with 9; 9999 and 99999 are not given out in Spain and France; ZZZZ is no British bank). BICs carry
a 0 in their eighth place, which SWIFT keeps for tests."""

import zlib


def as_number(text):
    return int("".join(str(int(c, 36)) for c in text))


def check_digits(country, rest):
    """ISO 7064 modulo 97-10, as in ISO 13616."""
    return "%02d" % (98 - as_number(rest + country + "00") % 97)


def iban(country, rest):
    return country + check_digits(country, rest) + rest


def is_valid(text):
    return as_number(text[4:] + text[:4]) % 97 == 1


def german(bank, account):
    """`bank` 0..999 -> sorting code 999 00 bbb."""
    return iban("DE", "99900%03d%010d" % (bank, account))


def british(account):
    return iban("GB", "ZZZZ999999%08d" % account)


def french(account):
    """With the RIB key, France's own check digits, at the end."""
    bank, branch = 99999, 1
    key = 97 - (89 * bank + 15 * branch + 3 * account) % 97
    return iban("FR", "%05d%05d%011d%02d" % (bank, branch, account, key))


def spanish(account):
    """With the two control digits of the Código Cuenta Cliente between office and account."""

    def digit(text):
        total = sum(int(c) * w for c, w in zip(text, (1, 2, 4, 8, 5, 10, 9, 7, 3, 6)))
        return {10: 1, 11: 0}.get(11 - total % 11, 11 - total % 11)

    number = "%010d" % account
    return iban("ES", "99990001%d%d%s" % (digit("0099990001"), digit(number), number))


def of_name(name, country="DE"):
    """The account of some party that the household pays: always the same one for one name."""
    seed = zlib.crc32(name.encode("utf-8"))
    if country == "DE":
        return german(100 + seed % 800, seed // 7)
    return {"GB": lambda: british(seed % 10**8), "FR": lambda: french(seed), "ES": lambda: spanish(seed)}[country]()


def creditor_id(name):
    """A SEPA creditor identifier, checked like an IBAN; the three letters ZZZ do not count."""
    number = "99%09d" % (zlib.crc32(name.encode("utf-8")) % 10**9)
    return "DE" + check_digits("DE", number) + "ZZZ" + number
