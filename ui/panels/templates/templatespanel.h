// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keystone/client.h"
#include "ui/panels/listsection.h"

namespace chancery {

class FieldList;
class StateDiagram;

/// How settlements run: the templates of the service, and the chosen one drawn as a state diagram with every state's
/// particulars under it.
class TemplatesPanel : public ListSection
{
    Q_OBJECT

public:
    explicit TemplatesPanel(keystone::Client &client, QWidget *parent = nullptr);

protected:
    void load() override;
    void showCurrent(const QString &id) override;

private:
    QWidget *makeDetail();
    void take(const keystone::Page<keystone::SettlementTemplate> &page);
    QList<Record> stateRecords(const keystone::TemplateConfig &config) const;

    keystone::Client &m_client;
    QList<keystone::SettlementTemplate> m_templates;
    QLabel *m_name;
    QLabel *m_description;
    StateDiagram *m_diagram;
    FieldList *m_fields;
    RecordsModel *m_states;
    TableView *m_stateTable;
};

} // namespace chancery
