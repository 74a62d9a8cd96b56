// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/profiles/profile.h"
#include "core/secrets/secretstore.h"
#include "ui/widgets/card.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace chancery {

class Banner;

/// Asks for a connection's API key, or the client secret of its settlement service: laid over the panels that need it
/// when there is none, when the keychain does not answer, and when the service refuses the one in use.
class CredentialSheet : public Card
{
    Q_OBJECT

public:
    explicit CredentialSheet(const QString &profileName, Service service = Service::Keyban, QWidget *parent = nullptr);

    /// Why it is asked, in the words of the error.
    void showReason(const Error &error);
    /// What the keychain is good for at the moment.
    void setKeychain(KeychainState state);

Q_SIGNALS:
    /// `keep`: in the keychain, else for this session only. The secret may be moved from.
    void keyGiven(chancery::Secret &key, bool keep);
    void keychainWanted();
    void connectionsWanted();

private:
    void nameWidgets();
    void layOut();
    void give();

    const Service m_service;
    Banner *m_reason;
    QLineEdit *m_key;
    QCheckBox *m_keep;
    QLabel *m_keychain;
    QPushButton *m_use;
};

/// What the keychain does, in a few words for the strip, and what that means for the person, in a sentence.
QString keychainWord(KeychainState state);
QString keychainSentence(KeychainState state);

} // namespace chancery
