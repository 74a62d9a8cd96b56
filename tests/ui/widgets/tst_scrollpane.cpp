// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/scrollpane.h"

#include <QLabel>
#include <QScrollBar>
#include <QTableWidget>
#include <QTest>
#include <QVBoxLayout>

using namespace chancery;
using namespace Qt::StringLiterals;

namespace {

const QString longText = u"What became of it is not known, as its answer was lost on the way. "_s.repeated(8);

QLabel *wrapping(QWidget *parent)
{
    auto *label = new QLabel(longText, parent);
    label->setWordWrap(true);
    return label;
}

} // namespace

/// Content that fills its place, and scrolls only where there is less of it than it needs.
class TestScrollPane : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_pane.reset(); }
    void whatShrinksIsNotScrolled();
    void belowItsLeastHeightItIsScrolled();
    void textsThatWrapAreWhole();

private:
    bool isScrolled() const { return m_pane->verticalScrollBar()->isVisible(); }
    void show(int height)
    {
        m_pane->resize(320, height);
        m_pane->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_pane.get()));
    }

    std::unique_ptr<ScrollPane> m_pane;
    QWidget *m_content = nullptr;
    QLabel *m_text = nullptr;
};

void TestScrollPane::init()
{
    m_content = new QWidget;
    auto *rows = new QVBoxLayout(m_content);
    m_text = wrapping(m_content);
    rows->addWidget(m_text);
    m_pane = std::make_unique<ScrollPane>(m_content);
}

void TestScrollPane::whatShrinksIsNotScrolled()
{
    auto *page = new QWidget(m_content);
    auto *rows = new QVBoxLayout(page);
    rows->addWidget(new QTableWidget(40, 2, page));
    rows->addWidget(wrapping(page));
    m_content->layout()->addWidget(page);
    const int enough = m_content->minimumSizeHint().height() + 40;
    QVERIFY(m_content->sizeHint().height() > enough);

    show(enough);

    QVERIFY(!isScrolled());
    QCOMPARE(m_content->height(), enough);
}

void TestScrollPane::belowItsLeastHeightItIsScrolled()
{
    auto *table = new QTableWidget(40, 2, m_content);
    table->setMinimumHeight(400);
    m_content->layout()->addWidget(table);

    show(300);

    QVERIFY(isScrolled());
    QVERIFY(m_content->height() > 400);
}

void TestScrollPane::textsThatWrapAreWhole()
{
    m_pane->setWraps();

    show(60);

    QVERIFY(isScrolled());
    QVERIFY(m_text->height() >= m_text->heightForWidth(m_text->width()));
}

QTEST_MAIN(TestScrollPane)
#include "tst_scrollpane.moc"
