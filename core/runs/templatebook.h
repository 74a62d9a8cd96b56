// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keystone/client.h"

#include <QHash>
#include <QObject>
#include <QSet>

namespace chancery {

/// The templates of a settlement service as far as they were read: the active ones by load(), others one by one as they
/// are wanted, since settlements may run by templates that are no longer listed.
class TemplateBook : public QObject
{
    Q_OBJECT

public:
    explicit TemplateBook(keystone::Client &client, QObject *parent = nullptr);

    /// Reads the active ones, all pages; once at a time.
    void load();
    bool isLoaded() const { return m_isLoaded; }
    /// Reads one that find() does not know; asked for once, until load() is called again.
    void want(const QString &id);

    /// Null for one that is not known; valid until changed().
    const keystone::SettlementTemplate *find(const QString &id) const;
    const keystone::TemplateConfig *configOf(const keystone::Settlement &settlement) const;
    QList<keystone::SettlementTemplate> all() const { return m_templates.values(); }
    /// Every state in which some template may await a decision, COMPLIANCE_CHECKING first.
    QStringList decisionStates() const;

Q_SIGNALS:
    void changed();
    void failed(const chancery::Error &error);

private:
    void loadFrom(int offset);

    keystone::Client &m_client;
    QHash<QString, keystone::SettlementTemplate> m_templates;
    QSet<QString> m_asked;
    bool m_isLoaded = false;
    bool m_isLoading = false;
};

} // namespace chancery
