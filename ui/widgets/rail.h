// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QWidget>

class QAbstractButton;
class QButtonGroup;
class QVBoxLayout;

namespace chancery {

/// The places of the window, one below the other. Each is a button that assistive technology knows by its plain name;
/// Up and Down walk along them.
class Rail : public QWidget
{
    Q_OBJECT

public:
    struct Entry
    {
        QString key;  ///< what currentChanged() says, and the end of the button's object name: "rail.passports"
        QString text; ///< also the accessible name
        QString icon; ///< a name for themeIcon()
    };

    explicit Rail(QWidget *parent = nullptr);

    void addEntry(const Entry &entry);
    /// Takes all entries away.
    void clear();
    void setTitle(const QString &title);
    /// A short text at the end of an entry, such as "62 %" or "7"; empty takes it away.
    void setBadge(const QString &key, const QString &text);

    void setCurrent(const QString &key);
    QString current() const;

Q_SIGNALS:
    void currentChanged(const QString &key);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    class Button;

    QVBoxLayout *m_column;
    QVBoxLayout *m_entries;
    QWidget *m_title = nullptr;
    QButtonGroup *m_group;
    QHash<QString, Button *> m_buttons;
};

} // namespace chancery
