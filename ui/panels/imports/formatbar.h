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
    void announce();

    QComboBox *m_encoding;
    QComboBox *m_separator;
    QLabel *m_certainty;
};

} // namespace chancery
