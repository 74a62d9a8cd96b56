// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QUuid>

namespace chancery::keystone {

/// Whether it is a UUID as the service writes one, so that no id addresses anything else (D10).
inline bool isId(const QString &id)
{
    return id.size() == 36 && !QUuid::fromString(id).isNull();
}

} // namespace chancery::keystone
