// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/result.h"
#include "core/json/value.h"
#include "core/keyban/dialect.h"
#include "core/keyban/passportkey.h"

#include <QDateTime>
#include <QStringList>

#include <optional>

namespace chancery::keyban {

/// Which of the two wire shapes a row came in (Keyban fact sheet §4). `Both` is the superset that serves every client.
enum class Shape {
    Neither,
    Flat,
    Product,
    Both,
};

/// A passport as the service tells it. Enum-like members (`granularity`, `network`, `status`, `certificationStatus`)
/// stay text: a word this program does not know is kept and shown. `raw` is the whole row as it came.
struct Passport
{
    QString id;
    PassportKey key;
    QString application; ///< may be empty: later eras leave it out
    QString network;
    QString name;
    QString description;
    QString status;
    json::Value data; ///< object or null
    QStringList certifiedPaths;
    QString certificationStatus;
    QDateTime certifiedAt;
    QDateTime createdAt;
    QDateTime updatedAt;
    QString tokenId; ///< text: larger than any integer here
    QString ipfsCid;
    QString certificateUri;
    Shape shape = Shape::Neither;
    bool shapesDisagree = false; ///< both shapes present with different values; `product` won
    bool editable = true;
    json::Value raw;

    bool operator==(const Passport &other) const { return id == other.id && raw == other.raw; }
};

/// Reads either shape, in the order of §4.4. Error: Protocol / UnexpectedShape when it is no object with an `id`.
Result<Passport> decodePassport(const json::Value &row);

/// The shape of a row, by which the dialect of a server is told.
Shape shapeOf(const json::Value &row);

/// The five-part key of a create body or row in either shape, application left out.
PassportKey keyOf(const json::Value &row);

/// A passport to be created. Empty texts and a null `data` are not sent.
struct PassportDraft
{
    Granularity granularity = Granularity::Model;
    QString application;
    QString network;
    QString modelNumber;
    QString batchNumber;
    QString itemNumber;
    QString name;
    QString description;
    json::Value data;
    std::optional<QStringList> certifiedPaths;
    bool published = false;
};

/// The create body in one dialect, never a mix of both (§4.2).
json::Value encodeDraft(const PassportDraft &draft, Dialect dialect);

/// What an update changes. `data` is always the whole object: whether the service merges or replaces is not known (U4).
struct PassportPatch
{
    std::optional<json::Value> data;
    std::optional<QStringList> certifiedPaths;
    bool isEmpty() const { return !data && !certifiedPaths; }
};

/// The update body, the same in both dialects. Adds the reserved path of the opt-in form as the official client does
/// (§6.4).
json::Value encodePatch(const PassportPatch &patch);

} // namespace chancery::keyban
