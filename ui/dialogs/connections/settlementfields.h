// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/profiles/problems.h"
#include "core/secrets/keyring.h"

#include <QMap>
#include <QObject>

class QCheckBox;
class QLineEdit;

namespace chancery {

class FieldGrid;
class FieldNote;
class KeyField;

/// The fields of a connection's settlement service, shown while it has one.
class SettlementFields : public QObject
{
    Q_OBJECT

public:
    /// Its widgets become children of `form`, which they go with.
    SettlementFields(Keyring &keyring, QWidget *form);

    void addTo(FieldGrid &grid);
    void fill(const Profile &profile);
    /// Puts what the fields say into `now`, which is a copy of `loaded`.
    void read(Profile &now, const Profile &loaded) const;
    /// Says whether the kept secret would go to another host than it was given for.
    void warnOfOtherHost(const Profile &before, const Profile &now);

    KeyField &secret() { return *m_secret; }
    QMap<ProfileField, QWidget *> fields() const;
    const QMap<ProfileField, FieldNote *> &notes() const { return m_notes; }

Q_SIGNALS:
    void changed();

private:
    void showFields();

    QCheckBox *m_has;
    QLineEdit *m_base;
    QLineEdit *m_auth;
    QLineEdit *m_client;
    KeyField *m_secret;
    QCheckBox *m_fourEyes;
    FieldNote *m_fourEyesRemark = nullptr;
    QMap<ProfileField, FieldNote *> m_notes;
    QList<QWidget *> m_rows; ///< what shows with the service only
};

} // namespace chancery
