// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/error.h"

#include <QByteArray>

namespace chancery {

/// What a status code that is not 2xx means.
ErrorKind kindOf(int status);

/// An answer that is no success.
struct Refusal
{
    int status = 0;
    QByteArray contentType{};
    QByteArray body{};
    QString reasonPhrase{};
};

/// The server's own words as an Error with Cause::Answered and Reach::Answered. Reads RFC 9457 objects with `errors`
/// entries (`field`, else `path`; `message`, else `code`) or as an object by field, NestJS messages (text, list or
/// objects), FastAPI details, OAuth errors, arrays and text. For HTML or nothing the title is the status text (Keyban
/// fact sheet §10).
Error problemOf(const Refusal &refusal);

} // namespace chancery
