"""The family and its accounts. Claire (translator, from Lyon, once in London) and Jonas (engineer), Mathilde (10) and Emil (6), in Bonn.
Nobody is real, no bank and no account number either; large shops and public bodies appear under the names that statements show.
"""

from household import iban
from household.model import Account, Book

BOTH = "Claire und Jonas Brandt"
CLAIRE = "Claire Brandt"
JONAS = "Jonas Brandt"


def book():
    return Book(
        [
            Account("joint", "Gemeinschaftskonto", BOTH, "Kottenforst Bank", iban.german(1, 4711020304), "KOTTDEF0XXX", "EUR", 386214),
            Account("salary", "Gehaltskonto", JONAS, "Drachenfels Direktbank", iban.german(2, 8150023), "DRACDEF0XXX", "EUR", 168742),
            Account("savings", "Tagesgeld", BOTH, "Kottenforst Bank", iban.german(1, 4711020389), "KOTTDEF0XXX", "EUR", 1124500),
            Account("card", "Arvenna Gold", BOTH, "Arvenna Card Services", "", "", "EUR", -48219),
            Account(
                "french", "Compte courant", "Mme Claire Morel", "Crédit des Traboules", iban.french(21480077), "CRTRFRP0XXX", "EUR", 142630
            ),
            Account("uk", "Classic Account", "Mrs C Brandt", "Wharf & Wold Bank", iban.british(20481516), "WHWOGBF0XXX", "GBP", 208755),
            Account("flat", "Cuenta piso", "BRANDT MOREL CLAIRE", "Caja del Montgó", iban.spanish(123456789), "CAMOESF0XXX", "EUR", 94310),
        ]
    )
