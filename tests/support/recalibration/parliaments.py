"""Seats of real parliaments that were given by Webster's method (Sainte-Laguë), by the votes they rest on.

Per parliament its parties with votes and seats, only those that took part in the apportionment; every table
of votes gives exactly these seats when it is worked out by highest averages (`test_votes_give_the_seats`).

======================  ====================================================================
New Zealand             Electoral Commission, official results of the general elections: party
                        votes, and the seats a party is entitled to out of 120 (before
                        overhang), for parties with 5 % or an electorate seat
Sweden                  Valmyndigheten, results of the elections to the Riksdag: parties with
                        4 %; the 349 seats by totals of the country (the raised first divisor
                        changes nothing for parties of that size)
Germany                 Der Bundeswahlleiter, official final results: second votes, and the
                        seats by totals of the country (2009: before overhang)
United States, 1910     Thirteenth Census: population by state; House of 433 seats under the
                        act of 8 August 1911, by Webster's method (method of major fractions)
======================  ====================================================================
"""

from __future__ import annotations

from collections.abc import Mapping

Parliament = Mapping[str, tuple[int, int]]

PARLIAMENTS: Mapping[str, Parliament] = {
    "New Zealand 2008": {
        "National": (1_053_398, 58),
        "Labour": (796_880, 43),
        "Green": (157_613, 9),
        "ACT": (85_496, 5),
        "Māori Party": (55_980, 3),
        "Progressive": (21_241, 1),
        "United Future": (20_497, 1),
    },
    "New Zealand 2011": {
        "National": (1_058_636, 59),
        "Labour": (614_937, 34),
        "Green": (247_372, 14),
        "NZ First": (147_544, 8),
        "Māori Party": (31_982, 2),
        "ACT": (23_889, 1),
        "Mana": (24_168, 1),
        "United Future": (13_443, 1),
    },
    "New Zealand 2014": {
        "National": (1_131_501, 60),
        "Labour": (604_535, 32),
        "Green": (257_359, 14),
        "NZ First": (208_300, 11),
        "Māori Party": (31_849, 2),
        "ACT": (16_689, 1),
        "United Future": (5_286, 0),
    },
    "New Zealand 2017": {
        "National": (1_152_075, 56),
        "Labour": (956_184, 46),
        "NZ First": (186_706, 9),
        "Green": (162_443, 8),
        "ACT": (13_075, 1),
    },
    "New Zealand 2020": {
        "Labour": (1_443_545, 65),
        "National": (738_275, 33),
        "Green": (226_757, 10),
        "ACT": (219_031, 10),
        "Māori Party": (33_630, 2),
    },
    "New Zealand 2023": {
        "National": (1_085_851, 48),
        "Labour": (767_540, 34),
        "Green": (330_907, 15),
        "ACT": (246_473, 11),
        "NZ First": (173_553, 8),
        "Te Pāti Māori": (87_844, 4),
    },
    "Sweden 2018": {
        "S": (1_830_386, 100),
        "M": (1_284_698, 70),
        "SD": (1_135_627, 62),
        "C": (557_500, 31),
        "V": (518_454, 28),
        "KD": (409_478, 22),
        "L": (355_546, 20),
        "MP": (285_899, 16),
    },
    "Sweden 2022": {
        "S": (1_964_474, 107),
        "SD": (1_330_325, 73),
        "M": (1_237_428, 68),
        "V": (437_050, 24),
        "C": (434_945, 24),
        "KD": (345_712, 19),
        "MP": (329_242, 18),
        "L": (298_542, 16),
    },
    "Germany 2009": {
        "CDU": (11_828_277, 173),
        "SPD": (9_990_488, 146),
        "FDP": (6_316_080, 93),
        "LINKE": (5_155_933, 76),
        "GRÜNE": (4_643_272, 68),
        "CSU": (2_830_238, 42),
    },
    "Germany 2013": {
        "CDU": (14_921_877, 255),
        "SPD": (11_252_215, 193),
        "LINKE": (3_755_699, 64),
        "GRÜNE": (3_694_057, 63),
        "CSU": (3_243_569, 56),
    },
    "Germany 2017": {
        "CDU": (12_447_656, 200),
        "SPD": (9_539_381, 153),
        "AfD": (5_878_115, 94),
        "FDP": (4_999_449, 80),
        "LINKE": (4_297_270, 69),
        "GRÜNE": (4_158_400, 67),
        "CSU": (2_869_688, 46),
    },
    "Germany 2025": {
        "CDU": (11_196_374, 164),
        "AfD": (10_328_780, 152),
        "SPD": (8_149_124, 120),
        "GRÜNE": (5_762_380, 85),
        "LINKE": (4_356_532, 64),
        "CSU": (2_964_028, 44),
        "SSW": (76_138, 1),
    },
}

BUNDESTAG_2021: Parliament = {
    "SPD": (11_955_434, 206),
    "CDU": (8_775_471, 152),
    "GRÜNE": (6_852_206, 118),
    "FDP": (5_319_952, 92),
    "AfD": (4_803_902, 83),
    "CSU": (2_402_827, 45),
    "LINKE": (2_270_906, 39),
    "SSW": (55_578, 1),
}
"""736 seats; the CSU kept 45 that it had won in districts, and nobody was compensated for three of them."""

KEPT_2021 = {"CSU": 45}

HOUSE_1910: Parliament = {
    "NY": (9_113_614, 43),
    "PA": (7_665_111, 36),
    "IL": (5_638_591, 27),
    "OH": (4_767_121, 22),
    "TX": (3_896_542, 18),
    "MA": (3_366_416, 16),
    "MO": (3_293_335, 16),
    "MI": (2_810_173, 13),
    "IN": (2_700_876, 13),
    "GA": (2_609_121, 12),
    "NJ": (2_537_167, 12),
    "CA": (2_377_549, 11),
    "WI": (2_333_860, 11),
    "KY": (2_289_905, 11),
    "IA": (2_224_771, 11),
    "NC": (2_206_287, 10),
    "TN": (2_184_789, 10),
    "AL": (2_138_093, 10),
    "MN": (2_075_708, 10),
    "VA": (2_061_612, 10),
    "MS": (1_797_114, 8),
    "KS": (1_690_949, 8),
    "OK": (1_657_155, 8),
    "LA": (1_656_388, 8),
    "AR": (1_574_449, 7),
    "SC": (1_515_400, 7),
    "MD": (1_295_346, 6),
    "WV": (1_221_119, 6),
    "NE": (1_192_214, 6),
    "WA": (1_141_990, 5),
    "CT": (1_114_756, 5),
    "CO": (799_024, 4),
    "FL": (752_619, 4),
    "ME": (742_371, 4),
    "OR": (672_765, 3),
    "SD": (583_888, 3),
    "ND": (577_056, 3),
    "RI": (542_610, 3),
    "NH": (430_572, 2),
    "MT": (376_053, 2),
    "UT": (373_351, 2),
    "VT": (355_956, 2),
    "ID": (325_594, 2),
    "DE": (202_322, 1),
    "WY": (145_965, 1),
    "NV": (81_875, 1),
}
"""433 seats, at least one for every state (Constitution, article 1, section 2)."""
