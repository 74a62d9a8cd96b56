// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/problem.h"

#include <QByteArray>
#include <QList>
#include <QPair>

#include <memory>
#include <optional>

namespace chancery::sandbox {

/// A request as services see it.
struct Request
{
    QByteArray method;
    QByteArray path;                            ///< as it came, without the query
    QByteArray rawQuery;                        ///< as it came
    QList<QByteArray> segments;                 ///< of the path behind the service's prefix, decoded
    QList<QPair<QByteArray, QByteArray>> query; ///< decoded, `+` being a space
    QList<QPair<QByteArray, QByteArray>> headers;
    QByteArray body;

    QByteArray header(QByteArrayView name) const;
    QByteArray queryValue(QByteArrayView key, const QByteArray &fallback = {}) const;
    bool is(QByteArrayView wantedMethod, std::initializer_list<QByteArrayView> wantedSegments) const;
};

/// `a=b+c&d[0]=%2B` taken apart.
QList<QPair<QByteArray, QByteArray>> parseQuery(QByteArrayView query);

/// The body of an answer whose length is not known at its start.
class BodySource
{
public:
    virtual ~BodySource() = default;
    /// The next piece; empty while there is none yet, nothing once it has ended.
    virtual std::optional<QByteArray> next() = 0;
};

/// What a service answers.
struct Answer
{
    int status = 200;
    QByteArray type = "application/json";
    QByteArray body;
    QList<QPair<QByteArray, QByteArray>> headers;
    std::unique_ptr<BodySource> stream; ///< instead of `body`

    static Answer json(QByteArray body, int status = 200);
    static Answer refused(const Problem &problem, const QByteArray &path);
};

} // namespace chancery::sandbox
