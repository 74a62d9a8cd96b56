// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/async/errorof.h"
#include "ui/words/approvaltext.h"

#include <QSet>
#include <QTest>

using namespace chancery;
using namespace Qt::StringLiterals;

/// What a person reads of how an approval ended.
class TestApprovalText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachEndIsAnotherSentence();
    void eachBarIsAnotherSentence();
    void aYesNamesWhoGaveIt();
    void aFailureSaysWhoseItIs();
};

void TestApprovalText::eachEndIsAnotherSentence()
{
    QSet<QString> sentences;
    const QList<ApprovalState> ends{ApprovalState::Granted,  ApprovalState::Denied,    ApprovalState::Expired,
                                    ApprovalState::TimedOut, ApprovalState::Withdrawn, ApprovalState::Failed};
    for (const ApprovalState state : ends) {
        const QString sentence = describe(ApprovalRunReport{.state = state, .told = std::nullopt, .error = {}});
        QVERIFY2(sentence.endsWith(u'.'), qPrintable(sentence));
        sentences << sentence;
    }
    QCOMPARE(sentences.size(), ends.size());
}

void TestApprovalText::eachBarIsAnotherSentence()
{
    QSet<QString> sentences;
    for (int bar = int(ApprovalBar::SamePerson); bar <= int(ApprovalBar::Stale); ++bar) {
        const QString sentence = describe(ApprovalBar(bar));
        QVERIFY2(sentence.endsWith(u'.'), qPrintable(sentence));
        sentences << sentence;
    }
    QCOMPARE(sentences.size(), int(ApprovalBar::Stale));
    QVERIFY(describe(ApprovalBar::None).isEmpty());
}

void TestApprovalText::aYesNamesWhoGaveIt()
{
    bkey::ApprovalReport told;
    told.token = bkey::ApprovalToken{.id = u"jti-1"_s,
                                     .issuer = {},
                                     .approver = u"did:bkey:zDemo"_s,
                                     .scopes = {},
                                     .issued = {},
                                     .expires = QDateTime({2026, 4, 1}, {9, 0}, Qt::UTC)};

    const QString sentence = describe(ApprovalRunReport{.state = ApprovalState::Granted, .told = told, .error = {}});

    QVERIFY2(sentence.contains(u"did:bkey:zDemo"_s), qPrintable(sentence));
}

void TestApprovalText::aFailureSaysWhoseItIs()
{
    bkey::ApprovalReport forged{.outcome = bkey::ApprovalOutcome::Forged, .fault = bkey::TokenFault::Signature};
    bkey::ApprovalReport lost{.isUnclear = true};
    bkey::ApprovalReport ended{.requestId = u"ciba_1"_s, .words = u"no such client"_s};
    const auto text = [](const std::optional<bkey::ApprovalReport> &told, const std::optional<Error> &error = {}) {
        return describe(ApprovalRunReport{.state = ApprovalState::Failed, .told = told, .error = error});
    };

    QVERIFY(text(forged).contains(u"forged or changed"_s));
    QVERIFY(text(lost).contains(u"whether the phone rang"_s));
    QVERIFY(text(ended).contains(u"no such client"_s));
    QVERIFY(
        text({}, errorOf(ErrorKind::Storage, Cause::StorageCorrupt, u"ledger.sqlite"_s)).contains(u"ledger.sqlite"_s));
}

QTEST_GUILESS_MAIN(TestApprovalText)
#include "tst_approvaltext.moc"
