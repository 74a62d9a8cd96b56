// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPushButton>

class QActionGroup;
class QMenu;

namespace chancery {

/// "Status: any": one choice out of a few, in a menu. Checked while it narrows something.
class FilterChip : public QPushButton
{
    Q_OBJECT

public:
    struct Option
    {
        QString value; ///< empty for "any"
        QString text;
        bool operator==(const Option &) const = default;
    };

    FilterChip(const QString &title, const QString &objectName, QWidget *parent = nullptr);

    /// The choice stays; one that is no longer offered is offered still.
    void setOptions(const QList<Option> &options);
    QString value() const { return m_value; }
    void setValue(const QString &value);

Q_SIGNALS:
    /// By the person, not by setValue().
    void chosen(const QString &value);

protected:
    /// What checks it is the choice, not the click.
    void nextCheckState() override {}

private:
    void refresh();
    QString textOf(const QString &value) const;

    QString m_title;
    QMenu *m_menu;
    QActionGroup *m_group;
    QList<Option> m_options;
    QString m_value;
};

} // namespace chancery
