// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/points/accountnotes.h"

#include <QSettings>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

const QString labelGroup = u"accountLabels"_s;
const QString walletGroup = u"accountWallets"_s;

QString keyOf(const QString &group, const QString &accountId)
{
    return group + u'/' + accountId;
}

} // namespace

QString AccountNotes::label(const QString &accountId) const
{
    return accountId.isEmpty() ? QString() : m_settings.value(keyOf(labelGroup, accountId)).toString();
}

void AccountNotes::setLabel(const QString &accountId, const QString &label)
{
    write(keyOf(labelGroup, accountId), label.trimmed());
}

QString AccountNotes::wallet(const QString &accountId) const
{
    return accountId.isEmpty() ? QString() : m_settings.value(keyOf(walletGroup, accountId)).toString();
}

void AccountNotes::setWallet(const QString &accountId, const QString &walletId)
{
    write(keyOf(walletGroup, accountId), walletId.trimmed());
}

void AccountNotes::write(const QString &key, const QString &text)
{
    text.isEmpty() ? m_settings.remove(key) : m_settings.setValue(key, text);
}

QStringList AccountNotes::labels() const
{
    m_settings.beginGroup(labelGroup);
    QStringList labels;
    const QStringList accounts = m_settings.childKeys();
    for (const QString &account : accounts)
        labels << m_settings.value(account).toString();
    m_settings.endGroup();
    labels.sort(Qt::CaseInsensitive);
    return labels;
}

QString AccountNotes::accountOf(const QString &text) const
{
    const QString wanted = text.trimmed();
    m_settings.beginGroup(labelGroup);
    QString found = wanted;
    const QStringList accounts = m_settings.childKeys();
    for (const QString &account : accounts)
        if (m_settings.value(account).toString().compare(wanted, Qt::CaseInsensitive) == 0)
            found = account;
    m_settings.endGroup();
    return found;
}

} // namespace chancery
