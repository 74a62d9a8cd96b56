// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/environmentstrip.h"

#include <QAccessible>
#include <QLabel>
#include <QTest>

using namespace chancery;
using namespace Qt::StringLiterals;

namespace {

EnvironmentFacts sandbox()
{
    return {.danger = EnvironmentFacts::Test,
            .profile = u"Sandbox"_s,
            .host = u"127.0.0.1"_s,
            .network = u"StarknetSepolia"_s,
            .guard = u"Normal"_s,
            .guardTone = Tone::Good,
            .keychain = u"Keychain unlocked"_s};
}

} // namespace

class TestEnvironmentStrip : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysTestOrLiveInAWord();
    void assistiveTechnologyHearsTheWholeAccount();
    void testAndLiveLookDifferentWithoutColour();
    void longNamesDoNotWidenTheWindow();
};

void TestEnvironmentStrip::saysTestOrLiveInAWord()
{
    EnvironmentStrip strip;
    EnvironmentFacts facts = sandbox();
    const auto *word = strip.findChild<QLabel *>(u"environment.word"_s);

    strip.setFacts(facts);
    QCOMPARE(word->text(), u"TEST"_s);
    facts.danger = EnvironmentFacts::Live;
    strip.setFacts(facts);
    QCOMPARE(word->text(), u"LIVE"_s);
}

void TestEnvironmentStrip::assistiveTechnologyHearsTheWholeAccount()
{
    EnvironmentStrip strip;
    strip.setFacts(sandbox());

    QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(&strip);

    QCOMPARE(interface->text(QAccessible::Name), u"Environment"_s);
    const QString account = interface->text(QAccessible::Description);
    for (const QString &part :
         {u"Test"_s, u"Sandbox"_s, u"127.0.0.1"_s, u"StarknetSepolia"_s, u"Normal"_s, u"unlocked"_s})
        QVERIFY2(account.contains(part), qPrintable(account));
}

void TestEnvironmentStrip::testAndLiveLookDifferentWithoutColour()
{
    EnvironmentStrip strip;
    strip.resize(900, 44);
    EnvironmentFacts facts = sandbox();
    strip.setFacts(facts);
    const QImage test = strip.grab(QRect(0, 0, 60, 40)).toImage().convertToFormat(QImage::Format_Grayscale8);
    facts.danger = EnvironmentFacts::Live;

    strip.setFacts(facts);

    const QImage live = strip.grab(QRect(0, 0, 60, 40)).toImage().convertToFormat(QImage::Format_Grayscale8);
    int different = 0;
    for (int x = 0; x < 60; ++x)
        different += qAbs(qGray(test.pixel(x, 20)) - qGray(live.pixel(x, 20))) > 60 ? 1 : 0;
    QVERIFY2(different > 10, qPrintable(QString::number(different)));
}

void TestEnvironmentStrip::longNamesDoNotWidenTheWindow()
{
    EnvironmentStrip strip;
    EnvironmentFacts facts = sandbox();
    facts.profile = QString(400, u'm');

    strip.setFacts(facts);

    QVERIFY(strip.minimumSizeHint().width() < 700);
}

QTEST_MAIN(TestEnvironmentStrip)
#include "tst_environmentstrip.moc"
