// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/secrets/keyring.h"
#include "ui/dialogs/connections/fieldgroup.h"

class QCheckBox;
class QLineEdit;

namespace chancery {

class FieldNote;
class KeyField;

/// The fields of a connection's settlement service, shown while it has one.
class SettlementFields : public FieldGroup
{
    Q_OBJECT

public:
    SettlementFields(Keyring &keyring, QWidget *form);

    void addTo(FieldGrid &grid) override;
    void fill(const Profile &profile) override;
    void read(Profile &now, const Profile &loaded) const override;
    bool isIn(const Profile &profile) const override { return profile.keystone.has_value(); }
    /// Says whether the kept secret would go to another host than it was given for.
    void remark(const Profile &before, const Profile &now) override;

    KeyField &secret() { return *m_secret; }

private:
    void showFields();

    QCheckBox *m_has;
    QLineEdit *m_base;
    QLineEdit *m_auth;
    QLineEdit *m_client;
    KeyField *m_secret;
    QCheckBox *m_fourEyes;
    FieldNote *m_fourEyesRemark = nullptr;
    QList<QWidget *> m_rows; ///< what shows with the service only
};

} // namespace chancery
