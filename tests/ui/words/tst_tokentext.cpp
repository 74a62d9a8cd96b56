// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/tokentext.h"

#include <QTest>

using namespace chancery;
using namespace Qt::StringLiterals;

class TestTokenText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFaultHasASentenceOfItsOwn();
    void namesWhatItConcerns();
    void aProofNeedsNoWords();
};

void TestTokenText::everyFaultHasASentenceOfItsOwn()
{
    QStringList sentences;
    for (int fault = 1; fault <= int(bkey::TokenFault::TooOld); ++fault)
        sentences << describe({.fault = bkey::TokenFault(fault)});

    QCOMPARE(sentences.removeDuplicates(), 0);
    for (const QString &sentence : std::as_const(sentences)) {
        QVERIFY2(!sentence.contains(u'%'), qPrintable(sentence));
        QVERIFY2(sentence.endsWith(u"Nothing was done. Ask again."_s) && sentence.size() > 50, qPrintable(sentence));
    }
}

void TestTokenText::namesWhatItConcerns()
{
    const QString sentence = describe({.fault = bkey::TokenFault::Scope, .subject = u"approve:deploy %1"_s});

    QVERIFY2(sentence.contains(u"asked for (approve:deploy %1)."_s), qPrintable(sentence));
}

void TestTokenText::aProofNeedsNoWords()
{
    QCOMPARE(describe(bkey::TokenVerdict()), QString());
}

QTEST_GUILESS_MAIN(TestTokenText)

#include "tst_tokentext.moc"
