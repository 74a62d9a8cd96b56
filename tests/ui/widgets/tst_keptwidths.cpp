// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/keptwidths.h"

#include "ui/theme/theme.h"
#include "ui/widgets/splitter.h"
#include "ui/widgets/tableview.h"

#include <QHeaderView>
#include <QSettings>
#include <QStandardItemModel>
#include <QTemporaryDir>
#include <QTest>
#include <QVBoxLayout>

using namespace chancery;
using namespace Qt::StringLiterals;

namespace {

/// Two tables beside each other.
struct Room
{
    explicit Room(QSettings &settings, const QString &rightName = u"right"_s)
    {
        splitter.setObjectName(u"splitter"_s);
        left.setObjectName(u"left"_s);
        right.setObjectName(rightName);
        for (TableView *table : {&left, &right}) {
            table->setModel(&rows);
            splitter.addWidget(table);
        }
        (new QVBoxLayout(&widget))->addWidget(&splitter);
        widget.resize(900, 300);
        keepWidths(widget, settings, u"widths/room"_s);
        widget.show();
    }
    QHeaderView &header() { return *left.horizontalHeader(); }

    QStandardItemModel rows{2, 3};
    QWidget widget;
    Splitter splitter{Qt::Horizontal, &widget};
    TableView left;
    TableView right;
};

} // namespace

class TestKeptWidths : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { new Theme(*qApp); }
    void init();
    void widthsThatAPersonHasSetAreThereAgain();
    void whatNobodyHasSetIsNotKept();
    void aColumnThatWasHiddenStaysHidden();
    void widgetsOfTheSameNameAreLeftAlone();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_settings;
};

void TestKeptWidths::init()
{
    m_settings = std::make_unique<QSettings>(m_folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
    m_settings->clear();
}

void TestKeptWidths::widthsThatAPersonHasSetAreThereAgain()
{
    QList<int> sizes;
    {
        Room room(*m_settings);
        room.header().resizeSection(0, 77);
        QTRY_VERIFY(m_settings->contains(u"widths/room/left"_s));
        QWidget *handle = room.splitter.handle(1);
        QTest::mousePress(handle, Qt::LeftButton, {}, QPoint(0, 5));
        QTest::mouseMove(handle, QPoint(-120, 5));
        QTest::mouseRelease(handle, Qt::LeftButton, {}, QPoint(-120, 5));
        sizes = room.splitter.sizes();
        QVERIFY(sizes.at(0) < sizes.at(1));
    }

    Room again(*m_settings);

    QCOMPARE(again.header().sectionSize(0), 77);
    QCOMPARE(again.splitter.sizes(), sizes);
}

void TestKeptWidths::whatNobodyHasSetIsNotKept()
{
    {
        Room room(*m_settings);
        room.widget.resize(500, 300);
    }

    QVERIFY2(m_settings->allKeys().isEmpty(), qPrintable(m_settings->allKeys().join(u' ')));
}

void TestKeptWidths::aColumnThatWasHiddenStaysHidden()
{
    {
        Room room(*m_settings);
        room.header().setSectionHidden(1, true);
        QTRY_VERIFY(m_settings->contains(u"widths/room/left"_s));
    }

    Room again(*m_settings);

    QVERIFY(again.header().isSectionHidden(1));
}

void TestKeptWidths::widgetsOfTheSameNameAreLeftAlone()
{
    {
        Room room(*m_settings, u"left"_s);
        room.header().resizeSection(0, 77);
        QCoreApplication::sendPostedEvents();
    }

    QVERIFY(!m_settings->contains(u"widths/room/left"_s));
}

QTEST_MAIN(TestKeptWidths)
#include "tst_keptwidths.moc"
