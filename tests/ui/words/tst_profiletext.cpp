// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/profiletext.h"

#include <QTest>

using namespace chancery;
using namespace Qt::StringLiterals;

class TestProfileText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFaultSaysWhatToDo()
    {
        QStringList said;
        for (int fault = 0; fault <= int(ProfileFault::NotAPath); ++fault)
            said += describe({ProfileField::KeybanBase, ProfileFault(fault), ProfileSeverity::Error});

        QCOMPARE(QSet<QString>(said.begin(), said.end()).size(), said.size());
        for (const QString &words : said)
            QVERIFY2(words.size() > 20 && words.back() == u'.', qPrintable(words));
    }

    void anEmptyFieldIsSpokenOfByWhatItIsFor()
    {
        const auto said = [](ProfileField field) {
            return describe({field, ProfileFault::Empty, ProfileSeverity::Error});
        };

        QCOMPARE(said(ProfileField::Name), u"Give the connection a name."_s);
        QVERIFY(said(ProfileField::KeybanBase).contains(u"https://api.prod.keyban.io"));
        QVERIFY(said(ProfileField::KeybanApplication).contains(u"imported"));
    }

    void dangerIsASentence()
    {
        QCOMPARE(dangerSentence({Danger::Live, DangerReason::ProductionHost}),
                 u"LIVE: the address is the production host."_s);
        QStringList reasons;
        for (int reason = 0; reason <= int(DangerReason::UnknownTarget); ++reason)
            reasons += dangerReason(DangerReason(reason));
        QCOMPARE(QSet<QString>(reasons.begin(), reasons.end()).size(), reasons.size());
    }

    void guardLevelsDiffer()
    {
        QSet<QString> words;
        for (const GuardLevel level : {GuardLevel::Normal, GuardLevel::Confirm, GuardLevel::ReadOnly})
            words << guardName(level) << guardSentence(level);

        QCOMPARE(words.size(), 6);
    }

    void anAddressIsShownWithoutItsSecrets()
    {
        QCOMPARE(hostWords(QUrl(u"https://test-user:test-word@example.org:444/p?q=test-secret"_s)),
                 u"example.org:444"_s);
        QCOMPARE(hostWords({}), QString());
    }
};

QTEST_GUILESS_MAIN(TestProfileText)
#include "tst_profiletext.moc"
