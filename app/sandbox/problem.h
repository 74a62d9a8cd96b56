// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>

namespace chancery::sandbox {

/// One refused member of a body.
struct FieldProblem
{
    QByteArray field;
    QByteArray code;
    QByteArray message;
};

/// A refusal as the services write it (RFC 9457; Keyban fact sheet §10): an object with text title and detail, and
/// errors[] entries with all four keys, because the official clients read two of them and the documentation names
/// others.
struct Problem
{
    int status = 0; ///< 0: no problem
    QByteArray code;
    QByteArray detail;
    QList<FieldProblem> fields;

    explicit operator bool() const { return status != 0; }
};

/// `Unprocessable Entity` for 422.
QByteArray reasonPhrase(int status);
/// The JSON body; `path` becomes its instance.
QByteArray problemBody(const Problem &problem, const QByteArray &path);
/// A 422 that names the members.
Problem invalidFields(const QList<FieldProblem> &fields);

} // namespace chancery::sandbox
