// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/http/guard.h"

namespace chancery {

Result<Nothing> Guard::allows(const HttpRequest &request) const
{
    const Effect effect = request.call.effect;
    const auto refused = [&](Cause cause) {
        Error error;
        error.kind = ErrorKind::Refused;
        error.cause = cause;
        error.subject = QString::fromLatin1(request.call.name.data(), qsizetype(request.call.name.size()));
        return error;
    };

    if (effect == Effect::Read)
        return Nothing{};
    if (m_level == GuardLevel::ReadOnly)
        return refused(Cause::ReadOnlyProfile);
    const bool needsConfirmation =
        m_level == GuardLevel::Confirm || effect == Effect::Money || effect == Effect::Irreversible;
    if (needsConfirmation && !(request.confirmation && request.confirmation->covers(request.call)))
        return refused(Cause::NotConfirmed);
    return Nothing{};
}

} // namespace chancery
