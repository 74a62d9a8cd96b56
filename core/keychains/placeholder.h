// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/result.h"

#include <QByteArray>
#include <QString>

namespace chancery::keychains {

/// A credential's name at the proxy: `[A-Z0-9_]+` (Keychains fact sheet §3).
bool isCredentialName(QStringView name);

/// The name in `{{NAME}}`, as a person typed it; the braces may be missing, blanks around all of it are let go. Errors:
/// Refused / KeyForPlaceholder when it looks like a real key (it is named nowhere then), PlaceholderMalformed with the
/// text in `subject`.
Result<QString> credentialNameFrom(const QString &typed);

/// `{{NAME}}`. Precondition: isCredentialName().
QByteArray placeholderFor(QStringView name);

/// Whether a text looks like a credential itself: a known prefix, a web token, or too long and too mixed for a name.
bool looksLikeKey(QStringView text);

/// The certain part of that: a prefix that keys of well-known services have.
bool beginsLikeKey(QStringView text);

/// Whether the proxy might take part of this for a placeholder: two opening braces in a row, each as it is,
/// percent-encoded or escaped in JSON. Well-formed JSON has none outside its strings.
bool mayHoldPlaceholder(QByteArrayView bytes);

} // namespace chancery::keychains
