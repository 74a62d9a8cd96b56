// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>

namespace chancery::bkey {

constexpr qsizetype ed25519KeySize = 32;
constexpr qsizetype ed25519SignatureSize = 64;

/// Whether the key's owner has signed exactly these bytes (RFC 8032 §5.1.7). A signature has one form only: one whose
/// number exceeds the group's order is none. False as well for keys and signatures of another length.
bool isSignedBy(QByteArrayView publicKey, QByteArrayView message, QByteArrayView signature);

} // namespace chancery::bkey
