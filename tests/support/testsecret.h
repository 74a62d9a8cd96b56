// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/secrets/secret.h"

namespace chancery::test {

inline Secret made(const char *text)
{
    return Secret::fromUtf8(QByteArray(text));
}

} // namespace chancery::test
