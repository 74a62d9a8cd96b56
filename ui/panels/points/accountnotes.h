// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>

class QSettings;

namespace chancery {

/// What operators note of an account on this machine: a label in their own words, and its wallet where the service
/// does not tell it. Nothing of it comes from the service.
class AccountNotes
{
public:
    explicit AccountNotes(QSettings &settings)
        : m_settings(settings)
    {}

    QString label(const QString &accountId) const;
    /// An empty one takes the note away.
    void setLabel(const QString &accountId, const QString &label);
    QString wallet(const QString &accountId) const;
    void setWallet(const QString &accountId, const QString &walletId);

    /// The accounts that have a label, by it.
    QStringList labels() const;
    /// The account with this label, or the text itself.
    QString accountOf(const QString &text) const;

private:
    void write(const QString &key, const QString &text);

    QSettings &m_settings;
};

} // namespace chancery
