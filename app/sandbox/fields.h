// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

namespace chancery::sandbox {

enum class Granularity : quint8 {
    Model,
    Batch,
    Item,
};

/// The two ways in which a passport is written on the wire (Keyban fact sheet §4).
enum class Shape : quint8 {
    Flat,
    Product,
};

QByteArray granularityWord(Granularity granularity);

/// A row taken apart: each member is the raw JSON it came as, empty when absent. The views live as long as the row.
struct Fields
{
    bool hasProduct = false;
    bool hasGranularity = false; ///< at the top, where flat rows have it
    QByteArrayView application;
    QByteArrayView network;
    QByteArrayView granularity;
    QByteArrayView modelNumber;
    QByteArrayView batchNumber;
    QByteArrayView itemNumber;
    QByteArrayView name;
    QByteArrayView description;
    QByteArrayView status;
    QByteArrayView data;
    QByteArrayView certifiedPaths;
    QByteArrayView contentHash;
    QByteArrayView certificateUri;
    QByteArrayView certificateSignature;
    QByteArrayView allowedClaimEmail;
    /// Only in rows of the demo: who holds a claimed item.
    QByteArrayView mintedTo;
    /// Members with other names, as paths.
    QList<QByteArray> unknown;

    Shape shape() const { return hasProduct ? Shape::Product : Shape::Flat; }
};

/// `row` must be a JSON object. A product object's members take the places of the flat ones.
Fields readFields(QByteArrayView row);

/// One JSON object that reads back as these fields.
QByteArray composeRow(const Fields &fields);

/// The five-part key without its application. A number that does not apply is empty.
struct Identity
{
    Granularity granularity = Granularity::Model;
    QByteArray model;
    QByteArray batch;
    QByteArray item;
    bool operator==(const Identity &) const = default;
};

/// The identity of a row that has been found valid. Shares the row's bytes.
Identity identityOf(const Fields &fields);

} // namespace chancery::sandbox
