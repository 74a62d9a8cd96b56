// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keystone/client.h"
#include "ui/dialogs/approvals/gatekeeper.h"
#include "ui/panels/listsection.h"

#include <functional>

namespace chancery {

class FieldList;
class StatePill;

/// The separated parts of the platform: listed, made, changed, deactivated with what that means, and reactivated.
class EnvironmentsPanel : public ListSection
{
    Q_OBJECT

public:
    struct Parts
    {
        keystone::Client &client;
        QString clientId; ///< ours: its environment is the one in use
        DialogPlace place;
        Gatekeeper *keeper = nullptr; ///< whoever asks for approvals; null: nobody
    };

    explicit EnvironmentsPanel(const Parts &parts, QWidget *parent = nullptr);

protected:
    void load() override;
    void showCurrent(const QString &id) override;

private:
    QWidget *makeDetail();
    void take(const keystone::Page<keystone::Environment> &page);
    Record recordOf(const keystone::Environment &environment) const;
    const keystone::Environment *find(const QString &id) const;
    bool isInUse(const keystone::Environment &environment) const;
    bool mayWrite() const { return m_parts.client.guardLevel() != GuardLevel::ReadOnly; }
    void create();
    void edit();
    void askToTurn();
    void askToDeactivate(const keystone::Environment &environment);
    void askToReactivate(const keystone::Environment &environment);
    void passGate(const QString &id);
    void deactivate(const QString &id);
    void noteDeactivated(const QString &id);
    void reactivate(const QString &id);
    void noteSaved(const keystone::Environment &environment);
    void tellOfStray(const QString &slug, const Error &error);

    Parts m_parts;
    QList<keystone::Environment> m_environments;
    QLabel *m_name;
    StatePill *m_state;
    StatePill *m_inUse;
    FieldList *m_fields;
    QPushButton *m_edit;
    QPushButton *m_turn;
};

} // namespace chancery
