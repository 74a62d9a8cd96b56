// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/awaited.h"
#include "ui/dialogs/approvals/gatekeeper.h"

#include <QAbstractButton>
#include <QDialog>
#include <QLabel>
#include <QTest>

namespace chancery::test {

/// A connection that puts one action behind a second person's yes, and that person, at another desk of the same ledger.
class SecondPerson
{
public:
    SecondPerson(Ledger &ledger, GatedAction action, const Author &asker)
        : m_ledger(ledger)
        , m_keeper(deskOf(ledger, action, asker))
    {}

    Gatekeeper *gatekeeper() { return &m_keeper; }
    const GatePolicy &policy() const { return m_keeper.desk().profile.gate; }

    /// Waits until the window asks, and answers. After a no, who asked closes the question.
    void answer(const QWidget &window, bool isYes)
    {
        QTRY_VERIFY(question(window));
        QVERIFY(records().isEmpty());
        question(window)->findChild<QAbstractButton *>(QStringLiteral("approvalAsk"))->click();
        QTRY_COMPARE(records().size(), 1);
        const QString id = records().first().intent.id;
        if (isYes) {
            const ApprovalGrant yes{.approver = QStringLiteral("second"),
                                    .tokenId = {},
                                    .validUntil = QDateTime::currentDateTimeUtc().addSecs(600)};
            QCOMPARE(valueOf(m_ledger.grantApproval(id, yes)), ApprovalBar::None);
        } else {
            QVERIFY(awaited(m_ledger.endApproval(id, {ApprovalState::Denied, QStringLiteral("second")})));
            QTRY_VERIFY(saysNo(window));
            question(window)->reject();
        }
        QTRY_VERIFY(!question(window));
    }

    QList<ApprovalRecord> records() { return valueOf(m_ledger.approvals({})); }
    ApprovalState state() { return records().isEmpty() ? ApprovalState::Failed : records().first().state; }

private:
    static GateDesk deskOf(Ledger &ledger, GatedAction action, const Author &asker)
    {
        Profile profile = makeProfile(asker.profileName);
        profile.gate = GatePolicy({{.action = action, .from = 1, .need = GateNeed::SecondPerson}});
        return {.ledger = ledger,
                .profile = profile,
                .author = asker,
                .place = {.live = false, .profileName = asker.profileName, .network = {}}};
    }

    static QDialog *question(const QWidget &window)
    {
        return window.findChild<QDialog *>(QStringLiteral("approvalDialog"));
    }

    static bool saysNo(const QWidget &window)
    {
        const auto *said = question(window)->findChild<QLabel *>(QStringLiteral("banner.headline"));
        return said && said->isVisible() && said->text().contains(u"Refused");
    }

    Ledger &m_ledger;
    Gatekeeper m_keeper;
};

} // namespace chancery::test
