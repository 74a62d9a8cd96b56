// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/imports/formatbar.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/flowlayout.h"

#include <QComboBox>
#include <QLabel>
#include <QSignalBlocker>
#include <QVariant>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr char separators[] = {',', ';', '\t', '|'};

QString separatorName(char separator)
{
    switch (separator) {
    case ',':
        return FormatBar::tr("Comma");
    case ';':
        return FormatBar::tr("Semicolon");
    case '\t':
        return FormatBar::tr("Tab");
    case '|':
        return FormatBar::tr("Bar");
    default:
        return QString(QChar::fromLatin1(separator));
    }
}

QString quoteName(char quote)
{
    switch (quote) {
    case '"':
        return FormatBar::tr("Double");
    case '\'':
        return FormatBar::tr("Single");
    default:
        return FormatBar::tr("None");
    }
}

QString headerName(bool hasHeader)
{
    return hasHeader ? FormatBar::tr("Names") : FormatBar::tr("A row");
}

/// The entries that override, and in front of them what was detected.
void fill(QComboBox &box, const QString &detected, const QList<std::pair<QString, QVariant>> &others,
          const QVariant &chosen)
{
    box.clear();
    box.addItem(chosen.isValid() ? FormatBar::tr("Detect") : FormatBar::tr("%1, detected").arg(detected));
    for (const auto &[name, value] : others)
        box.addItem(name, value);
    box.setCurrentIndex(chosen.isValid() ? std::max(box.findData(chosen), 0) : 0);
}

template <typename T>
QVariant variantOf(const std::optional<T> &chosen)
{
    return chosen ? QVariant(int(*chosen)) : QVariant();
}

/// How sure all is that nobody chose.
double leastCertainty(const catalogue::Format &detected, const catalogue::FormatChoice &choice)
{
    return std::min({choice.encoding ? 1.0 : detected.encodingCertainty,
                     choice.separator ? 1.0 : detected.separatorCertainty, choice.quote ? 1.0 : detected.quoteCertainty,
                     choice.hasHeader ? 1.0 : detected.headerCertainty});
}

} // namespace

FormatBar::FormatBar(QWidget *parent)
    : QWidget(parent)
    , m_sheet(makeChoice(u"sheetBox"_s, tr("Sheet")))
    , m_encoding(makeChoice(u"encodingBox"_s, tr("Encoding")))
    , m_separator(makeChoice(u"separatorBox"_s, tr("Separator")))
    , m_quote(makeChoice(u"quoteBox"_s, tr("Quotes")))
    , m_header(makeChoice(u"headerBox"_s, tr("First row")))
    , m_certainty(new QLabel(this))
{
    m_certainty->setObjectName(u"formatCertainty"_s);
    setType(*m_certainty, Type::Secondary);
    auto *row = new FlowLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::small);
    for (const Choice &choice : {m_sheet, m_encoding, m_separator, m_quote, m_header}) {
        row->addGroup({choice.label, choice.box});
        connect(choice.box, &QComboBox::activated, this, &FormatBar::announce);
    }
    row->addWidget(m_certainty);
}

FormatBar::Choice FormatBar::makeChoice(const QString &name, const QString &text)
{
    const Choice choice{new QLabel(text, this), new QComboBox(this)};
    choice.box->setObjectName(name);
    choice.box->setAccessibleName(text);
    choice.box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    choice.label->setBuddy(choice.box);
    return choice;
}

void FormatBar::setShown(const Choice &choice, bool isShown)
{
    choice.label->setVisible(isShown);
    choice.box->setVisible(isShown);
    choice.box->parentWidget()->setVisible(isShown);
}

void FormatBar::setFormat(const catalogue::Format &detected, const catalogue::FormatChoice &choice)
{
    const QSignalBlocker quiet(this);
    const bool isCsv = detected.kind == catalogue::FileKind::Csv;
    QList<std::pair<QString, QVariant>> encodings;
    for (const catalogue::Encoding encoding : catalogue::allEncodings())
        encodings.append({catalogue::encodingName(encoding), int(encoding)});
    fill(*m_encoding.box, catalogue::encodingName(detected.encoding), encodings, variantOf(choice.encoding));
    QList<std::pair<QString, QVariant>> parting;
    for (const char separator : separators)
        parting.append({separatorName(separator), int(separator)});
    fill(*m_separator.box, separatorName(detected.separator), parting, variantOf(choice.separator));
    fill(*m_quote.box, quoteName(detected.quote),
         {{quoteName('"'), int('"')}, {quoteName('\''), int('\'')}, {quoteName(0), 0}}, variantOf(choice.quote));
    fill(*m_header.box, headerName(detected.hasHeader), {{headerName(true), 1}, {headerName(false), 0}},
         variantOf(choice.hasHeader));
    setSheets(detected, choice);
    setShown(m_sheet, detected.kind == catalogue::FileKind::Workbook);
    setShown(m_encoding, detected.kind != catalogue::FileKind::Workbook);
    setShown(m_separator, isCsv);
    setShown(m_quote, isCsv);
    setShown(m_header, detected.kind != catalogue::FileKind::JsonArray);
    const double certainty = leastCertainty(detected, choice);
    m_certainty->setText(certainty >= 0.9   ? tr("Certain")
                         : certainty >= 0.5 ? tr("Likely: look at the rows")
                                            : tr("Not sure: choose by the rows"));
}

/// A sheet is not detected: the first one is shown until another is chosen.
void FormatBar::setSheets(const catalogue::Format &detected, const catalogue::FormatChoice &choice)
{
    m_sheet.box->clear();
    for (const QString &sheet : detected.sheets)
        m_sheet.box->addItem(sheet, sheet);
    m_sheet.box->setCurrentIndex(std::max(m_sheet.box->findData(choice.sheet.value_or(detected.sheet)), 0));
}

void FormatBar::announce()
{
    catalogue::FormatChoice choice;
    if (m_encoding.box->currentIndex() > 0)
        choice.encoding = catalogue::Encoding(m_encoding.box->currentData().toInt());
    if (m_separator.box->currentIndex() > 0)
        choice.separator = char(m_separator.box->currentData().toInt());
    if (m_quote.box->currentIndex() > 0)
        choice.quote = char(m_quote.box->currentData().toInt());
    if (m_header.box->currentIndex() > 0)
        choice.hasHeader = m_header.box->currentData().toBool();
    if (m_sheet.box->currentIndex() >= 0)
        choice.sheet = m_sheet.box->currentText();
    Q_EMIT choiceMade(choice);
}

} // namespace chancery
