"""Check digits: numbers of public specifications that hold, and the same with one digit misheard."""

from collections.abc import Callable

import pytest

from trialvoice.redact.finding import checksums

HOLD = [
    (checksums.bank_card, "4111 1111 1111 1111"),
    (checksums.bank_card, "3782 822463 10005"),
    (checksums.npi, "1234567893"),
    (checksums.iban, "GB29 NWBK 6016 1331 9268 19"),
    (checksums.iban, "de89370400440532013000"),
    (checksums.nhs, "943 476 5919"),
    (checksums.vin, "1HGCM82633A004352"),
    (checksums.vin, "1M8GDM9AXKP042788"),
    (checksums.dea, "AB1234563"),
    (checksums.mbi, "1EG4-TE5-MK73"),
    (checksums.ssn, "512-44-9087"),
    (checksums.ip_address, "192.168.4.20"),
]
FAIL = [
    (checksums.bank_card, "4111 1111 1111 1112"),
    (checksums.bank_card, "0000 0000 0000 0000"),
    (checksums.bank_card, "18"),
    (checksums.npi, "1234567894"),
    (checksums.npi, "3234567893"),
    (checksums.iban, "GB29 NWBK 6016 1331 9268 18"),
    (checksums.iban, "GB29"),
    (checksums.nhs, "943 476 5918"),
    (checksums.nhs, "111 111 1111"),
    (checksums.vin, "1HGCM82633A004353"),
    (checksums.vin, "IHGCM82633A004352"),
    (checksums.dea, "AB1234564"),
    (checksums.dea, "12345"),
    (checksums.mbi, "1EG4-TE5-MB7"),
    (checksums.mbi, "1SG4-TE5-MK73"),
    (checksums.ssn, "666-44-9087"),
    (checksums.ssn, "912-44-9087"),
    (checksums.ssn, "512-00-9087"),
    (checksums.ssn, "512-44-0000"),
    (checksums.ip_address, "300.1.2.3"),
    (checksums.luhn, ""),
]


@pytest.mark.parametrize(("check", "number"), HOLD)
def test_holds(check: Callable[[str], bool], number: str) -> None:
    assert check(number)


@pytest.mark.parametrize(("check", "number"), FAIL)
def test_fails(check: Callable[[str], bool], number: str) -> None:
    assert not check(number)
