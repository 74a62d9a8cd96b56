// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/imports/formatbar.h"

#include <QComboBox>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

using namespace chancery;
using namespace chancery::catalogue;
using namespace Qt::StringLiterals;

class TestFormatBar : public QObject
{
    Q_OBJECT

private:
    FormatBar m_bar;

    QComboBox *box(const char *name) { return m_bar.findChild<QComboBox *>(QLatin1StringView(name)); }

    /// What a person who chooses this entry says.
    FormatChoice chosen(const char *name, const QString &entry)
    {
        QSignalSpy spy(&m_bar, &FormatBar::choiceMade);
        box(name)->setCurrentIndex(box(name)->findText(entry));
        Q_EMIT box(name)->activated(box(name)->currentIndex());
        return spy.isEmpty() ? FormatChoice() : spy.constFirst().constFirst().value<FormatChoice>();
    }

    static Format sureCsv()
    {
        Format format;
        format.encodingCertainty = format.separatorCertainty = 1;
        return format;
    }

private Q_SLOTS:
    void init()
    {
        m_bar.setFormat(sureCsv(), {});
        m_bar.show();
    }

    void saysWhatWasDetected()
    {
        QCOMPARE(box("encodingBox")->currentText(), u"UTF-8, detected"_s);
        QCOMPARE(box("separatorBox")->currentText(), u"Comma, detected"_s);
        QCOMPARE(box("quoteBox")->currentText(), u"Double, detected"_s);
        QCOMPARE(box("headerBox")->currentText(), u"Names, detected"_s);
    }

    void eachCanBeOverridden()
    {
        QCOMPARE(chosen("quoteBox", u"None"_s).quote, '\0');
        init();
        QCOMPARE(chosen("headerBox", u"A row"_s).hasHeader, false);
        init();
        QCOMPARE(chosen("separatorBox", u"Tab"_s).separator, '\t');
        init();
        QCOMPARE(chosen("encodingBox", u"Shift_JIS"_s), FormatChoice{.encoding = Encoding::ShiftJis});
    }

    void whatWasChosenStaysChosen()
    {
        m_bar.setFormat(sureCsv(), {.quote = '\0', .hasHeader = false});

        QCOMPARE(box("quoteBox")->currentText(), u"None"_s);
        QCOMPARE(box("headerBox")->currentText(), u"A row"_s);
        QCOMPARE(box("quoteBox")->itemText(0), u"Detect"_s);
    }

    void theLeastCertainAnswerIsStatedUntilItIsChosen()
    {
        Format format = sureCsv();
        format.headerCertainty = 0.6;
        auto *certainty = m_bar.findChild<QLabel *>(u"formatCertainty"_s);

        m_bar.setFormat(format, {});
        const QString unsure = certainty->text();
        m_bar.setFormat(format, {.hasHeader = true});

        QVERIFY(unsure.startsWith(u"Likely"));
        QCOMPARE(certainty->text(), u"Certain"_s);
    }

    void aWorkbookHasSheetsAndNoSeparator()
    {
        Format format = sureCsv();
        format.kind = FileKind::Workbook;
        format.sheets = {u"Notes"_s, u"Catalogue"_s};
        format.sheet = u"Notes"_s;

        m_bar.setFormat(format, {});

        QVERIFY(box("sheetBox")->isVisible());
        QVERIFY(!box("separatorBox")->isVisible());
        QVERIFY(!box("encodingBox")->isVisible());
        QCOMPARE(box("sheetBox")->currentText(), u"Notes"_s);
        QCOMPARE(chosen("sheetBox", u"Catalogue"_s).sheet, u"Catalogue"_s);
    }

    void aJsonArrayHasOnlyAnEncoding()
    {
        Format format = sureCsv();
        format.kind = FileKind::JsonArray;

        m_bar.setFormat(format, {});

        QVERIFY(box("encodingBox")->isVisible());
        QVERIFY(!box("headerBox")->isVisible());
        QVERIFY(!box("sheetBox")->isVisible());
    }

    void whatCannotBeSeenIsNotChosen()
    {
        const FormatChoice choice = chosen("encodingBox", u"GBK"_s);

        QVERIFY(!choice.sheet);
        QVERIFY(!choice.hasHeader);
    }
};

QTEST_MAIN(TestFormatBar)
#include "tst_formatbar.moc"
