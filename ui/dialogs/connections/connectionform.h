// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/secrets/keyring.h"
#include "ui/dialogs/connections/formwords.h"

#include <QSet>
#include <QWidget>

#include <functional>

class QComboBox;
class QLabel;
class QLineEdit;
class QToolButton;

namespace chancery {

class ApprovalFields;
class FieldGrid;
class FieldGroup;
class FieldNote;
class KeyField;
class SettlementFields;

/// The fields of one connection, with what is wrong at each of them.
class ConnectionForm : public QWidget
{
    Q_OBJECT

public:
    /// `isTaken`: whether another connection has this one's name.
    ConnectionForm(Keyring &keyring, std::function<bool(const Profile &)> isTaken, QWidget *parent = nullptr);

    /// Shows a profile. The problems of one that was never saved show as its fields are left.
    void setProfile(const Profile &profile, bool isNew);
    /// The profile as the fields say now; what has no field stays as it was.
    Profile profile() const;
    /// Takes over what another part of the program has changed behind the fields.
    void rebase(const Profile &profile);
    /// What the service showed to a key; it is stored with the next save.
    void remember(const Secret &key, keyban::Dialect dialect);
    /// The fields are stored now, as this.
    void setSaved(const Profile &profile);
    bool isModified() const;

    /// Problems that keep it from being saved.
    bool hasErrors() const;
    /// Shows all problems and puts the cursor into the first field with an error.
    void showProblems();
    void focusName();

    KeyField &key() { return *m_key; }
    KeyField &clientSecret() { return keyOf(Service::Keystone); }
    KeyField &keyOf(Service service) const;

Q_SIGNALS:
    void changed();

private:
    void buildFields();
    void layOut();
    void alignLabels(const FieldGrid &grid);
    void fill(const Profile &profile);
    void connectFields();
    void foldAdvanced();
    void placeKeys(const Profile &profile);
    void lock();
    void refresh();
    void refreshRemarks(const Profile &profile);
    const FieldGroup *groupOf(ProfileField field) const;
    bool isEarly(ProfileField field) const;
    QMap<ProfileField, FieldFinding> findings(const Profile &profile) const;

    std::function<bool(const Profile &)> m_isTaken;
    Profile m_loaded; ///< what the fields were filled with
    bool m_isNew = false;
    bool m_filling = false;
    QSet<ProfileField> m_left; ///< fields whose emptiness may be spoken of

    QLineEdit *m_name;
    QLineEdit *m_address;
    QLineEdit *m_application;
    QComboBox *m_network;
    QComboBox *m_dialect;
    QComboBox *m_guard;
    QToolButton *m_advanced;
    QLineEdit *m_stream;
    QLabel *m_streamLabel = nullptr;
    KeyField *m_key;
    SettlementFields *m_settlements;
    ApprovalFields *m_approvals;
    QList<FieldGroup *> m_groups; ///< in their order
    FieldNote *m_managed = nullptr;
    FieldNote *m_dialectRemark = nullptr;
    FieldNote *m_guardRemark = nullptr;
    QMap<ProfileField, QWidget *> m_fields;
    QMap<ProfileField, FieldNote *> m_notes;
};

} // namespace chancery
