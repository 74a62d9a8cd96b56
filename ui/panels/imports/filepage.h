// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QLineEdit;
class QPushButton;

namespace chancery {

/// Where a file is chosen: by dropping it anywhere on the panel, by a dialog, or by its path.
class FilePage : public QWidget
{
    Q_OBJECT

public:
    explicit FilePage(QWidget *parent = nullptr);

    void choose();

Q_SIGNALS:
    void fileChosen(const QString &path);

private:
    void openTyped();

    QLineEdit *m_path;
    QPushButton *m_open;
};

} // namespace chancery
