// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/secrets/keyring.h"
#include "ui/dialogs/connections/keywords.h"

#include <QWidget>

class QAction;
class QCheckBox;
class QLineEdit;
class QPushButton;

namespace chancery {

class FieldNote;

/// Where the API key of a connection, or the client secret of another of its services, is typed. Tells whether one is
/// kept and where, but never shows it: only what was typed here can be made visible.
class KeyField : public QWidget
{
    Q_OBJECT

public:
    /// What the field is about.
    struct Place
    {
        QString entry;        ///< the keychain entry's name
        QString connection{}; ///< the name for questions
        bool isNew = false;   ///< never saved, so nothing can be kept
        bool isManaged = false;
    };

    KeyField(Keyring &keyring, Service service, QWidget *parent = nullptr);

    /// Turns to another entry; what was typed is forgotten.
    void setPlace(const Place &place);
    /// A key that came from elsewhere, as good as typed but never shown.
    void offer(Secret key);
    /// Says that the kept key was given for another address; empty when it was not.
    void warnOfOtherHost(const QString &host);
    /// The credential proxy adds the credential of that name, so that none is asked for here; empty: it does not.
    void setProxied(const QString &credential);

    /// Whether there is a key that is not saved yet.
    bool hasFresh() const;
    Secret fresh() const;
    bool wantsKeychain() const;
    /// It is saved.
    void clearFresh();

    QLineEdit *field() const { return m_key; }

Q_SIGNALS:
    void changed();

private:
    void buildLayout();
    void refresh();
    void refreshKeep();
    void refreshNote();
    QString placeholder() const;
    void setVisibleText(bool visible);
    void askToRemove();
    void remove();
    void noteRemoval(const Result<Nothing> &result);

    Keyring &m_keyring;
    const KeyWords m_words;
    Place m_place;
    Secret m_offered;
    QString m_otherHost;
    QString m_proxied; ///< the credential's name at the proxy
    QString m_removal; ///< what became of removing the key
    bool m_removalFailed = false;
    bool m_keepWanted = true;
    QLineEdit *m_key;
    QAction *m_eye;
    QCheckBox *m_keep;
    QPushButton *m_remove;
    FieldNote *m_keychain;
    FieldNote *m_note;
};

} // namespace chancery
