// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/format.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace chancery {

/// How a file is written, as detected, and what a person says instead. Stands above the preview, which redraws at once.
class FormatBar : public QWidget
{
    Q_OBJECT

public:
    explicit FormatBar(QWidget *parent = nullptr);

    void setFormat(const catalogue::Format &detected, const catalogue::FormatChoice &choice);

Q_SIGNALS:
    void choiceMade(const chancery::catalogue::FormatChoice &choice);

private:
    /// A choice with its label, the first entry of which is what was found out.
    struct Choice
    {
        QLabel *label = nullptr;
        QComboBox *box = nullptr;
    };
    Choice makeChoice(const QString &name, const QString &text);
    static void setShown(const Choice &choice, bool isShown);
    void setSheets(const catalogue::Format &detected, const catalogue::FormatChoice &choice);
    void announce();

    Choice m_sheet;
    Choice m_encoding;
    Choice m_separator;
    Choice m_quote;
    Choice m_header;
    QLabel *m_certainty;
};

} // namespace chancery
