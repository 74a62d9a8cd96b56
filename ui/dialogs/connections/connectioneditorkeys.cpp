// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Where ConnectionEditor keeps the API key and the client secrets.

#include "ui/dialogs/connections/connectioneditor.h"

#include "ui/dialogs/connections/connectionform.h"
#include "ui/dialogs/connections/keyfield.h"
#include "ui/dialogs/connections/keywords.h"
#include "ui/dialogs/credentialsheet.h"
#include "ui/widgets/banner.h"

#include <QPushButton>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

QString keptForSessionWords(Service service)
{
    switch (service) {
    case Service::Keyban:
        return ConnectionEditor::tr("The connection is saved, but its key is kept for this session only.");
    case Service::Bkey:
        return ConnectionEditor::tr("The connection is saved, but the client secret of its approval service is kept "
                                    "for this session only.");
    case Service::Keystone:
        break;
    }
    return ConnectionEditor::tr("The connection is saved, but its client secret is kept for this session only.");
}

QString olderIsKeptWords(Service service)
{
    switch (service) {
    case Service::Keyban:
        return ConnectionEditor::tr("The new key is kept for this session only. The keychain still holds the one "
                                    "before it.");
    case Service::Bkey:
        return ConnectionEditor::tr("The new client secret of the approval service is kept for this session only. The "
                                    "keychain still holds the one before it.");
    case Service::Keystone:
        break;
    }
    return ConnectionEditor::tr("The new client secret is kept for this session only. The keychain still holds the one "
                                "before it.");
}

} // namespace

void ConnectionEditor::offerKeys(Secret key, Secret clientSecret)
{
    m_form->key().offer(std::move(key));
    m_form->clientSecret().offer(std::move(clientSecret));
}

void ConnectionEditor::keepKeys(const Profile &profile)
{
    keepKey(profile, Service::Keyban);
    if (profile.keystone)
        keepKey(profile, Service::Keystone);
    if (profile.bkey)
        keepKey(profile, Service::Bkey);
}

void ConnectionEditor::keepKey(const Profile &profile, Service service)
{
    const KeyField &key = m_form->keyOf(service);
    if (!key.hasFresh())
        return;
    const QString entry = secretKey(profile, service);
    if (!key.wantsKeychain()) {
        const bool hasOlder = m_keyring.keeping(entry) == Keeping::AcrossRestarts;
        m_keyring.keepForThisSession(entry, key.fresh());
        return hasOlder ? offerToRemoveOlder(profile, service) : void();
    }
    m_keyring.write(entry, key.fresh()).then(this, [this, profile, service](const Result<Nothing> &) {
        noteWhereKeyWent(profile, service);
    });
}

void ConnectionEditor::noteWhereKeyWent(const Profile &profile, Service service)
{
    if (profile.id != m_id || m_keyring.keeping(secretKey(profile, service)) == Keeping::AcrossRestarts)
        return;
    m_banner->showContent({.tone = Tone::Attention,
                           .headline = keptForSessionWords(service),
                           .serverWords = {},
                           .remedy = keychainSentence(m_keyring.state()),
                           .details = {}});
}

/// It is not removed unasked: the service shows it only once.
void ConnectionEditor::offerToRemoveOlder(const Profile &profile, Service service)
{
    m_banner->showContent({.tone = Tone::Attention,
                           .headline = olderIsKeptWords(service),
                           .serverWords = {},
                           .remedy = tr("The next start takes that one again, unless you remove it."),
                           .details = {}});
    QPushButton *remove = m_banner->addAction(tr("Remove it from the keychain"));
    remove->setObjectName(u"removeOlder"_s + keyWords(service).object);
    remove->setAutoDefault(false);
    const auto clear = [this, id = profile.id](const Result<Nothing> &removed) {
        if (id != m_id)
            return;
        removed ? m_banner->clear() : m_banner->showError(removed.error());
    };
    connect(remove, &QPushButton::clicked, this,
            [this, clear, entry = secretKey(profile, service)] { m_keyring.removeStored(entry).then(this, clear); });
}

} // namespace chancery
