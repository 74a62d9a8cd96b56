// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLineEdit>
#include <QTimer>

namespace chancery {

/// A field to search with: says what is sought a moment after the last key, at once on Return; Escape empties it.
class SearchField : public QLineEdit
{
    Q_OBJECT

public:
    explicit SearchField(const QString &placeholder, QWidget *parent = nullptr);

Q_SIGNALS:
    /// Trimmed; never the same text twice in a row.
    void searched(const QString &text);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void announce();

    QTimer m_pause;
    QString m_last;
};

} // namespace chancery
