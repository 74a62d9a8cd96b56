// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/rail.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QSignalSpy>
#include <QTest>

using namespace chancery;
using namespace Qt::StringLiterals;

class TestRail : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_rail.reset(); }

    void pressingAnEntryGoesThere();
    void oneEntryIsCurrentAtATime();
    void pressingTheCurrentEntryKeepsIt();
    void entriesAreKnownByTheirPlainNames();
    void assistiveTechnologyCanPressAnEntry();
    void aBadgeIsReadAsDescriptionNotAsName();
    void arrowsWalkAlongTheEntries();
    void anUnknownKeyChangesNothing();

private:
    QAbstractButton *entry(const QString &key) const { return m_rail->findChild<QAbstractButton *>(u"rail."_s + key); }

    std::unique_ptr<Rail> m_rail;
};

void TestRail::init()
{
    m_rail = std::make_unique<Rail>();
    m_rail->addEntry({u"passports"_s, u"Passports"_s, u"passport"_s});
    m_rail->addEntry({u"imports"_s, u"Imports"_s, u"import"_s});
    m_rail->setCurrent(u"passports"_s);
}

void TestRail::pressingAnEntryGoesThere()
{
    const QSignalSpy changes(m_rail.get(), &Rail::currentChanged);

    entry(u"imports"_s)->click();

    QCOMPARE(changes.count(), 1);
    QCOMPARE(changes.first().first().toString(), u"imports"_s);
    QCOMPARE(m_rail->current(), u"imports"_s);
}

void TestRail::oneEntryIsCurrentAtATime()
{
    m_rail->setCurrent(u"imports"_s);

    QVERIFY(!entry(u"passports"_s)->isChecked());
    QVERIFY(entry(u"imports"_s)->isChecked());
}

void TestRail::pressingTheCurrentEntryKeepsIt()
{
    const QSignalSpy changes(m_rail.get(), &Rail::currentChanged);

    entry(u"passports"_s)->click();

    QCOMPARE(changes.count(), 0);
    QCOMPARE(m_rail->current(), u"passports"_s);
}

void TestRail::entriesAreKnownByTheirPlainNames()
{
    m_rail->setBadge(u"imports"_s, u"62 %"_s);

    QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(entry(u"imports"_s));
    QCOMPARE(interface->text(QAccessible::Name), u"Imports"_s);
}

void TestRail::assistiveTechnologyCanPressAnEntry()
{
    QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(entry(u"imports"_s));
    QVERIFY(interface->actionInterface());
    const QStringList actions = interface->actionInterface()->actionNames();
    QVERIFY(!actions.isEmpty());

    interface->actionInterface()->doAction(actions.first());

    QTRY_COMPARE(m_rail->current(), u"imports"_s);
}

void TestRail::aBadgeIsReadAsDescriptionNotAsName()
{
    m_rail->setBadge(u"imports"_s, u"62 %"_s);

    QCOMPARE(entry(u"imports"_s)->accessibleDescription(), u"62 %"_s);
}

void TestRail::arrowsWalkAlongTheEntries()
{
    m_rail->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_rail.get()));
    entry(u"passports"_s)->setFocus();

    QTest::keyClick(entry(u"passports"_s), Qt::Key_Down);

    QCOMPARE(m_rail->current(), u"imports"_s);
}

void TestRail::anUnknownKeyChangesNothing()
{
    m_rail->setCurrent(u"nowhere"_s);
    m_rail->setBadge(u"nowhere"_s, u"7"_s);

    QCOMPARE(m_rail->current(), u"passports"_s);
}

QTEST_MAIN(TestRail)
#include "tst_rail.moc"
