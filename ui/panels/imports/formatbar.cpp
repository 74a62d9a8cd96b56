// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/imports/formatbar.h"

#include "ui/theme/metrics.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int leastBox = 96;
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

} // namespace

FormatBar::FormatBar(QWidget *parent)
    : QWidget(parent)
    , m_encoding(new QComboBox(this))
    , m_separator(new QComboBox(this))
    , m_certainty(new QLabel(this))
{
    m_encoding->setObjectName(u"encodingBox"_s);
    m_encoding->setAccessibleName(tr("Encoding"));
    m_separator->setObjectName(u"separatorBox"_s);
    m_separator->setAccessibleName(tr("Separator"));
    m_certainty->setObjectName(u"formatCertainty"_s);
    setType(*m_certainty, Type::Secondary);
    for (QComboBox *box : {m_encoding, m_separator}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        box->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed); // narrow windows cut its words
        box->setMinimumWidth(leastBox);
    }
    auto *encoding = new QLabel(tr("Encoding"), this);
    auto *separator = new QLabel(tr("Separator"), this);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::small);
    row->addWidget(encoding);
    row->addWidget(m_encoding);
    row->addSpacing(space::small);
    row->addWidget(separator);
    row->addWidget(m_separator);
    row->addSpacing(space::small);
    row->addWidget(m_certainty, 1);
    connect(m_encoding, &QComboBox::activated, this, &FormatBar::announce);
    connect(m_separator, &QComboBox::activated, this, &FormatBar::announce);
}

/// The first entry is always what was found out; the others override it.
void FormatBar::setFormat(const catalogue::Format &detected, const catalogue::FormatChoice &choice)
{
    const QSignalBlocker quiet(this);
    m_encoding->clear();
    m_encoding->addItem(choice.encoding ? tr("Detect")
                                        : tr("%1, detected").arg(catalogue::encodingName(detected.encoding)));
    for (const catalogue::Encoding encoding : catalogue::allEncodings())
        m_encoding->addItem(catalogue::encodingName(encoding), int(encoding));
    m_encoding->setCurrentIndex(choice.encoding ? m_encoding->findData(int(*choice.encoding)) : 0);
    m_separator->clear();
    m_separator->addItem(choice.separator ? tr("Detect") : tr("%1, detected").arg(separatorName(detected.separator)));
    for (const char separator : separators)
        m_separator->addItem(separatorName(separator), int(separator));
    m_separator->setCurrentIndex(choice.separator ? m_separator->findData(int(*choice.separator)) : 0);
    const double certainty = std::min(choice.encoding ? 1.0 : detected.encodingCertainty,
                                      choice.separator ? 1.0 : detected.separatorCertainty);
    m_certainty->setText(certainty >= 0.9   ? tr("Certain")
                         : certainty >= 0.5 ? tr("Likely: look at the rows")
                                            : tr("Not sure: choose by the rows"));
}

void FormatBar::announce()
{
    catalogue::FormatChoice choice;
    if (m_encoding->currentIndex() > 0)
        choice.encoding = catalogue::Encoding(m_encoding->currentData().toInt());
    if (m_separator->currentIndex() > 0)
        choice.separator = char(m_separator->currentData().toInt());
    Q_EMIT choiceMade(choice);
}

} // namespace chancery
