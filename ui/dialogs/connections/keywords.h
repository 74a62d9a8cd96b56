// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/profiles/profile.h"

#include <QString>

namespace chancery {

/// What KeyField says about an API key, or about the client secret of another service.
struct KeyWords
{
    QString object; ///< end of the object names: "Key"
    QString name;
    QString keep; ///< with its mnemonic
    QString removeStored;
    QString removeName;
    QString removeQuestion; ///< %1 is the connection
    QString removeRemark;
    QString paste;
    QString managed;
    QString proxied; ///< %1 is the credential's name at the proxy
    QString inSession;
    QString inKeychain;
    QString otherHost; ///< %1 is the host
    QString show;
    QString hide;
    QString asked;
    QString removed;
    QString forgotten; ///< %1 is why
};
KeyWords keyWords(Service service);

} // namespace chancery
