// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/credentialsheet.h"

#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/banner.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace chancery {

using namespace Qt::StringLiterals;

QString keychainWord(KeychainState state)
{
    switch (state) {
    case KeychainState::Unasked:
        return CredentialSheet::tr("Keychain not asked yet");
    case KeychainState::Answering:
        return CredentialSheet::tr("Keychain unlocked");
    case KeychainState::Slow:
        return CredentialSheet::tr("Keychain does not answer");
    case KeychainState::Refusing:
        return CredentialSheet::tr("Keychain refuses");
    case KeychainState::Absent:
        return CredentialSheet::tr("No keychain, this session only");
    case KeychainState::Empty:
        break;
    }
    return CredentialSheet::tr("Key not in the keychain");
}

QString keychainSentence(KeychainState state)
{
    switch (state) {
    case KeychainState::Unasked:
        return CredentialSheet::tr("The keychain has not been asked yet.");
    case KeychainState::Answering:
        return CredentialSheet::tr("The keychain of this computer answers.");
    case KeychainState::Slow:
        return CredentialSheet::tr(
            "The keychain has not answered yet. It may be asking you to unlock it in a window of its own. "
            "You can wait, or type it here.");
    case KeychainState::Refusing:
        return CredentialSheet::tr(
            "The keychain is there but refuses. Unlock it and ask again, or go on for this session "
            "only.");
    case KeychainState::Absent:
        return CredentialSheet::tr(
            "This computer has no keychain that Chancery can use. What you type is kept in memory for this "
            "session only; it is never written to a file.");
    case KeychainState::Empty:
        break;
    }
    return CredentialSheet::tr(
        "The keychain answers, but hands nothing out for this connection. It holds nothing for it, or it is "
        "locked.");
}

CredentialSheet::CredentialSheet(const QString &profileName, Service service, QWidget *parent)
    : Card((service == Service::Keyban ? tr("API key for %1") : tr("Client secret for %1")).arg(profileName), parent)
    , m_service(service)
    , m_reason(new Banner(this))
    , m_key(new QLineEdit(this))
    , m_keep(new QCheckBox(tr("&Keep it in the keychain"), this))
    , m_keychain(new QLabel(this))
    , m_use(new QPushButton(this))
{
    nameWidgets();
    layOut();
    connect(m_key, &QLineEdit::textChanged, this, [this](const QString &text) { m_use->setEnabled(!text.isEmpty()); });
    connect(m_key, &QLineEdit::returnPressed, this, &CredentialSheet::give);
    connect(m_use, &QPushButton::clicked, this, &CredentialSheet::give);
}

void CredentialSheet::nameWidgets()
{
    const bool isKey = m_service == Service::Keyban;
    setObjectName(isKey ? u"credentialSheet"_s : u"secretSheet"_s);
    m_key->setObjectName(isKey ? u"apiKey"_s : u"clientSecret"_s);
    m_key->setAccessibleName(isKey ? tr("API key") : tr("Client secret"));
    m_key->setEchoMode(QLineEdit::Password);
    m_key->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    m_keep->setObjectName(u"keepInKeychain"_s);
    m_keep->setChecked(true);
    m_keychain->setObjectName(u"keychainSentence"_s);
    m_keychain->setWordWrap(true);
    setType(*m_keychain, Type::Secondary);
    m_use->setText(isKey ? tr("Use this key") : tr("Use this secret"));
    m_use->setObjectName(u"useKey"_s);
    m_use->setEnabled(false);
    m_use->setDefault(true);
    setButtonKind(*m_use, ButtonKind::Primary);
    setFocusProxy(m_key);
}

void CredentialSheet::layOut()
{
    setFixedWidth(520);
    auto *label = new QLabel(m_service == Service::Keyban ? tr("API &key") : tr("Client &secret"), this);
    label->setBuddy(m_key);
    auto *again = new QPushButton(tr("Ask the keychain again"), this);
    again->setObjectName(u"askKeychain"_s);
    auto *connections = new QPushButton(tr("Connections…"), this);
    connections->setObjectName(u"sheetConnections"_s);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::small);
    buttons->addWidget(connections);
    buttons->addStretch();
    buttons->addWidget(again);
    buttons->addWidget(m_use);
    auto *field = new QVBoxLayout;
    field->setSpacing(space::tiny);
    field->addWidget(label);
    field->addWidget(m_key);
    body()->setSpacing(space::medium);
    body()->addWidget(m_reason);
    body()->addLayout(field);
    body()->addWidget(m_keep);
    body()->addWidget(m_keychain);
    body()->addLayout(buttons);
    connect(again, &QPushButton::clicked, this, &CredentialSheet::keychainWanted);
    connect(connections, &QPushButton::clicked, this, &CredentialSheet::connectionsWanted);
}

void CredentialSheet::showReason(const Error &error)
{
    const bool isKey = m_service == Service::Keyban;
    // The token endpoint answers 403 as well where it does not know the client.
    if (error.kind != ErrorKind::Unauthorized && (isKey || error.kind != ErrorKind::Forbidden))
        return m_reason->showError(error);
    m_reason->showContent(
        {.tone = Tone::Bad,
         .headline = isKey ? tr("The service does not accept this connection's key.")
                           : tr("The settlement service does not accept this connection's client id and secret."),
         .remedy = isKey ? tr("It was revoked, or it belongs to another service. Type one that is valid here.")
                         : tr("The secret was renewed, or it belongs to another client. Type the one that is valid; "
                              "the client id is under Connections."),
         .details = error.detail});
}

void CredentialSheet::setKeychain(KeychainState state)
{
    m_keychain->setText(keychainSentence(state));
    const bool absent = state == KeychainState::Absent;
    m_keep->setEnabled(!absent);
    if (absent)
        m_keep->setChecked(false);
}

void CredentialSheet::give()
{
    if (m_key->text().isEmpty())
        return;
    Secret key = Secret::fromText(m_key->text().trimmed());
    m_key->clear();
    m_use->setEnabled(false);
    Q_EMIT keyGiven(key, m_keep->isChecked());
}

} // namespace chancery
