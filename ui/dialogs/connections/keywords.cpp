// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/connections/keywords.h"

#include <QCoreApplication>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(KeyField)
};

KeyWords wordsOfKey()
{
    return {.object = u"Key"_s,
            .name = Text::tr("API key"),
            .keep = Text::tr("Kee&p in the keychain"),
            .removeStored = Text::tr("&Remove stored key…"),
            .removeName = Text::tr("Remove stored key"),
            .removeQuestion = Text::tr("Remove the API key of “%1”?"),
            .removeRemark = Text::tr("The service shows a key only once: without it you need a new one."),
            .paste = Text::tr("Paste the key"),
            .managed = Text::tr("The console takes the key from its sandbox by itself."),
            .proxied = Text::tr("The credential proxy adds %1; no key is needed here."),
            .inSession = Text::tr("A key is kept for this session only"),
            .inKeychain = Text::tr("A key is kept in the keychain"),
            .otherHost = Text::tr("The key kept so far was given for %1. It will be sent to the new address unless you "
                                  "type another."),
            .show = Text::tr("Show the typed key"),
            .hide = Text::tr("Hide the typed key"),
            .asked = Text::tr("Asked the keychain to remove the key; it has not answered yet."),
            .removed = Text::tr("The key is removed."),
            .forgotten = Text::tr("This program has forgotten the key, but the keychain may still hold it. %1")};
}

KeyWords wordsOfSecret()
{
    return {.object = u"Secret"_s,
            .name = Text::tr("Client secret"),
            .keep = Text::tr("Keep the secret in the keychain"),
            .removeStored = Text::tr("Remove stored secret…"),
            .removeName = Text::tr("Remove stored secret"),
            .removeQuestion = Text::tr("Remove the client secret of “%1”?"),
            .removeRemark = Text::tr("Without it nothing can be read or decided about settlements here."),
            .paste = Text::tr("Paste the secret"),
            .managed = Text::tr("The console takes the secret from its sandbox by itself."),
            .proxied = Text::tr("The credential proxy adds %1; no secret is needed here."),
            .inSession = Text::tr("A secret is kept for this session only"),
            .inKeychain = Text::tr("A secret is kept in the keychain"),
            .otherHost = Text::tr("The secret kept so far was given for %1. It will be sent to the new address unless "
                                  "you type another."),
            .show = Text::tr("Show the typed secret"),
            .hide = Text::tr("Hide the typed secret"),
            .asked = Text::tr("Asked the keychain to remove the secret; it has not answered yet."),
            .removed = Text::tr("The secret is removed."),
            .forgotten = Text::tr("This program has forgotten the secret, but the keychain may still hold it. %1")};
}

/// Of the approval service; spoken of as any client secret.
KeyWords wordsOfApprovalSecret()
{
    KeyWords words = wordsOfSecret();
    words.object = u"ApprovalSecret"_s;
    words.name = Text::tr("Client secret of the approval service");
    words.removeQuestion = Text::tr("Remove the approval service's client secret of “%1”?");
    words.removeRemark = Text::tr("Without it nobody can be asked for a yes on a phone.");
    return words;
}

} // namespace

KeyWords keyWords(Service service)
{
    switch (service) {
    case Service::Keyban:
        return wordsOfKey();
    case Service::Bkey:
        return wordsOfApprovalSecret();
    case Service::Keystone:
        break;
    }
    return wordsOfSecret();
}

} // namespace chancery
