// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/templatebook.h"

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;
using keystone::SettlementTemplate;
using Page = keystone::Page<SettlementTemplate>;

TemplateBook::TemplateBook(keystone::Client &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{}

void TemplateBook::load()
{
    if (m_isLoading)
        return;
    m_isLoading = true;
    m_asked.clear();
    loadFrom(0);
}

void TemplateBook::loadFrom(int offset)
{
    m_client.listTemplates({.limit = keystone::maxShortPageSize, .offset = offset})
        .then(this, [this](const Result<Page> &page) {
            if (!page) {
                m_isLoading = false;
                Q_EMIT failed(page.error());
                return;
            }
            for (const SettlementTemplate &one : page->rows)
                m_templates.insert(one.id, one);
            if (page->hasMore())
                return loadFrom(page->offset + std::max(page->limit, 1));
            m_isLoading = false;
            m_isLoaded = true;
            Q_EMIT changed();
        });
}

void TemplateBook::want(const QString &id)
{
    if (id.isEmpty() || m_templates.contains(id) || m_asked.contains(id))
        return;
    m_asked.insert(id);
    // What can't be read leaves its settlements without a template, which they bear.
    m_client.readTemplate(id).then(this, [this](const Result<SettlementTemplate> &one) {
        if (!one)
            return;
        m_templates.insert(one->id, *one);
        Q_EMIT changed();
    });
}

const SettlementTemplate *TemplateBook::find(const QString &id) const
{
    const auto found = m_templates.constFind(id);
    return found == m_templates.cend() ? nullptr : &*found;
}

const keystone::TemplateConfig *TemplateBook::configOf(const keystone::Settlement &settlement) const
{
    const SettlementTemplate *const found = find(settlement.templateId);
    return found ? &found->config : nullptr;
}

QStringList TemplateBook::decisionStates() const
{
    QStringList states;
    for (const SettlementTemplate &one : m_templates)
        for (const QString &state : one.config.everyState())
            if (keystone::mayAwaitDecision(state, &one.config) && !states.contains(state))
                states << state;
    states.removeAll(u"COMPLIANCE_CHECKING"_s);
    std::sort(states.begin(), states.end());
    states.prepend(u"COMPLIANCE_CHECKING"_s);
    return states;
}

} // namespace chancery

#include "moc_templatebook.cpp"
