// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ledgertest.h"

#include <QTest>
#include <QUuid>

namespace chancery {

/// Points for an account, each time another intent with another key.
inline MintIntent sampleMint(qint64 points = 600, const QString &account = QStringLiteral("a-1"))
{
    using namespace Qt::StringLiterals;
    return {.id = QUuid::createUuid().toString(QUuid::WithoutBraces),
            .service = u"https://api.test"_s,
            .accountId = account,
            .walletId = u"w-1"_s,
            .points = points,
            .reason = u"spring, Zürich"_s,
            .author = {u"first"_s, u"p-1"_s, u"Desk"_s},
            .idempotencyKey = QUuid::createUuid().toString(QUuid::WithoutBraces),
            .digest = digestOf("content"),
            .balanceBefore = u"17"_s};
}

inline MintEnd ended(RowOutcome outcome)
{
    using namespace Qt::StringLiterals;
    return {.outcome = outcome, .why = u"minted"_s, .detail = u"détail"_s, .newAmount = u"617"_s};
}

/// A ledger that tests of points ask and change.
class LedgerMintsTest : public LedgerTest
{
protected:
    MintAdmission intend(const MintIntent &intent) { return test::valueOf(ledger->intendMint(intent)); }
    void setLimits(const MintLimits &limits)
    {
        using namespace Qt::StringLiterals;
        QVERIFY(test::awaited(ledger->setMintLimits({u"first"_s, u"p-1"_s, {}}, limits)));
    }
    void settle(const MintIntent &intent, RowOutcome outcome)
    {
        QVERIFY(test::awaited(ledger->settleMint(intent.id, ended(outcome))));
    }
    QList<MintRecord> mints() { return test::valueOf(ledger->mints({})); }
    void reopen()
    {
        const QString path = ledger->path();
        ledger.reset();
        ledger = std::make_unique<Ledger>(path);
        QVERIFY(test::awaited(ledger->open()));
    }
};

} // namespace chancery
