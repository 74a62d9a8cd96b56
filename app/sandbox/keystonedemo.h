// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace chancery::sandbox::demo {

// What the demo's book of settlements is made of (app/sandbox/keystoneseed.h).

/// So many settlements of a template that are in a state now.
struct Share
{
    const char16_t *slug;
    const char16_t *state;
    int count;
    bool isFlagged = false;
};

inline constexpr Share past[] = {
    {u"cross_platform_dvp", u"FINALIZED", 58},
    {u"cross_platform_dvp", u"ROLLED_BACK", 11},
    {u"cross_platform_dvp", u"TIMED_OUT", 7},
    {u"escrow_dvp", u"FINALIZED", 40},
    {u"escrow_dvp", u"ROLLED_BACK", 9},
    {u"escrow_dvp", u"TIMED_OUT", 5},
    {u"bilateral_repo", u"FINALIZED", 22},
    {u"bilateral_repo", u"ROLLED_BACK", 3},
    {u"bilateral_repo", u"TIMED_OUT", 3},
    {u"payment_versus_payment", u"FINALIZED", 26},
    {u"payment_versus_payment", u"ROLLED_BACK", 4},
    {u"free_delivery", u"FINALIZED", 10},
    {u"free_delivery", u"ROLLED_BACK", 2},
};

inline constexpr Share present[] = {
    {u"cross_platform_dvp", u"COMPLIANCE_CHECKING", 12, true},
    {u"cross_platform_dvp", u"COMPLIANCE_CHECKING", 4},
    {u"cross_platform_dvp", u"COMPLIANCE_CLEARED", 3},
    {u"cross_platform_dvp", u"AWAITING_DEPOSITS", 12},
    {u"cross_platform_dvp", u"EXECUTING_SWAP", 2, true},
    {u"cross_platform_dvp", u"EXECUTING_SWAP", 3},
    {u"cross_platform_dvp", u"INSTRUCTED", 4},
    {u"escrow_dvp", u"SETTLED", 4},
    {u"escrow_dvp", u"AWAITING_CONFIRMATION", 6},
    {u"escrow_dvp", u"COMPLIANCE_CHECKING", 8, true},
    {u"escrow_dvp", u"COMPLIANCE_CHECKING", 3},
    {u"escrow_dvp", u"COMPLIANCE_CLEARED", 2},
    {u"escrow_dvp", u"REGISTERING_ESCROW", 3},
    {u"escrow_dvp", u"AWAITING_DEPOSITS", 8},
    {u"escrow_dvp", u"EXECUTING_SWAP", 3},
    {u"escrow_dvp", u"INSTRUCTED", 3},
    {u"bilateral_repo", u"COMPLIANCE_CHECKING", 4, true},
    {u"bilateral_repo", u"AWAITING_DEPOSITS", 6},
    {u"bilateral_repo", u"EXECUTING_SWAP", 2},
    {u"bilateral_repo", u"INSTRUCTED", 2},
    {u"payment_versus_payment", u"EXECUTING_SWAP", 3},
    {u"payment_versus_payment", u"INSTRUCTED", 3},
};

/// Made-up organisations, some in other scripts because tables have to bear them.
inline constexpr const char16_t *organisations[] = {
    u"Northwind Custody",       u"Harbour Lane Securities", u"Alder Point Trust",   u"Quayside Clearing",
    u"Larkspur Fund Services",  u"Vantage Ridge Holdings",  u"Tern Island Markets", u"Saltmarsh Treasury",
    u"Kastanienhof Verwahrung", u"Port-Brume Dépositaire",  u"Ørehøj Depot",        u"Cinnabar Bay Capital",
    u"Сосновый мыс Депозит",    u"柊信託サンプル",          u"松湾托管（演示）",    u"Δοκιμαστικό Θεματοφυλάκιο",
    u"مصرف المرفأ التجريبي",    u"한빛예탁 데모",
};

struct Instrument
{
    const char16_t *id;
    const char16_t *standard;
};
inline constexpr Instrument assets[] = {{u"BOND-2031-B", u"ERC-3643"},  {u"BOND-2027-A", u"ERC-3643"},
                                        {u"EQUITY-NWD-1", u"ERC-1400"}, {u"FUND-GREEN-2", u"ERC-4626"},
                                        {u"GOLD-KG", u"ERC-20"},        {u"BILL-26W", u"ERC-3643"}};
inline constexpr Instrument moneys[] = {{u"USD-TEST", u"ERC-20"}, {u"EUR-TEST", u"ERC-20"}, {u"CHF-TEST", u"ERC-20"}};
inline constexpr const char16_t *quantities[] = {
    u"1000000", u"250000", u"75", u"12500.125", u"3400000", u"0.750000000000000000", u"18", u"999999"};
inline constexpr const char16_t *amounts[] = {u"1012500.00", u"248750.25",   u"76500",    u"9841.5",
                                              u"3387912.40", u"1499.999999", u"50000000", u"604315.07"};
/// Longer than any number that a machine has a type for.
inline constexpr const char16_t *longQuantity =
    u"123456789012345678901234567890123456789012345678901234567890.123456789012345678901234567890";

} // namespace chancery::sandbox::demo
