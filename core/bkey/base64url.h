// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

#include <optional>

namespace chancery::bkey {

/// The bytes of base64url without padding (RFC 7515 §2), in the one spelling there is for them: nothing for padding,
/// for other characters and for left-over bits that are not zero, so that no two texts mean the same token.
std::optional<QByteArray> fromBase64Url(QByteArrayView text);

} // namespace chancery::bkey
