// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/secrets/keyring.h"
#include "ui/dialogs/connections/fieldgroup.h"

class QCheckBox;
class QLineEdit;

namespace chancery {

class ApproverList;
class Fold;
class KeyField;

/// The fields of a connection's approval service: where people are asked for a yes on their phones, and who.
class ApprovalFields : public FieldGroup
{
    Q_OBJECT

public:
    ApprovalFields(Keyring &keyring, QWidget *form);

    void addTo(FieldGrid &grid) override;
    void fill(const Profile &profile) override;
    void read(Profile &now, const Profile &loaded) const override;
    bool isIn(const Profile &profile) const override { return profile.bkey.has_value(); }
    void remark(const Profile &before, const Profile &now) override;
    void setOpen(bool open) override;
    bool isBusy(ProfileField what) const override;

    KeyField &secret() { return *m_secret; }

private:
    void showFields();

    Fold *m_fold;
    QCheckBox *m_has;
    QLineEdit *m_base;
    QLineEdit *m_client;
    KeyField *m_secret;
    ApproverList *m_approvers;
    QList<QWidget *> m_rows; ///< what shows with the service only
};

} // namespace chancery
