// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/async/pending.h"

namespace chancery::detail {

QObject *courier()
{
    static thread_local QObject object;
    return &object;
}

} // namespace chancery::detail
