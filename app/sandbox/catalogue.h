// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/dialect.h"
#include "app/sandbox/fields.h"

#include <QList>
#include <QUuid>

#include <deque>
#include <functional>
#include <optional>
#include <unordered_set>

namespace chancery::sandbox {

enum class Status : quint8 {
    Draft,
    Published,
    Claimed,
    Archived,
};
QByteArray statusWord(Status status);

enum class Certification : quint8 {
    None, ///< a draft, or a row that this kind of service does not certify
    Pending,
    Certified,
    Failed,
};

/// One passport in about 90 bytes and the bytes of its row. `content` is the row as it was sent (shared with the report
/// of the import that brought it) or as an update composed it; status and identifiers live outside it.
struct Passport
{
    QByteArray content;
    qint64 created = 0;
    qint64 updated = 0;
    /// When the running certification ends, or the last one ended.
    qint64 certification = 0;
    quint32 attempt = 0;  ///< certifications started
    quint32 anchored = 0; ///< the last attempt that succeeded; its content id is shown
    quint32 identity = 0; ///< hash of application and numbers
    quint32 model = 0;    ///< hashes of the numbers, to filter without reading the rows
    quint32 batch = 0;
    quint32 item = 0;
    quint16 application = 0;
    Granularity granularity = Granularity::Model;
    Status status = Status::Draft;
    Certification state = Certification::None;
    bool isRemoved = false; ///< its number stays taken
};

constexpr quint32 passportKind = 0x70617373;

/// All passports in the order in which they came, found by id or by the five-part key.
class Catalogue
{
public:
    Catalogue();

    /// The numbers of matching rows, in order of creation.
    QList<quint32> select(const QList<Filter> &filters) const;
    /// Behind the last number; some may be removed.
    quint32 size() const { return quint32(m_passports.size()); }
    /// How many there are.
    quint32 count() const { return size() - m_removed; }
    Passport &at(quint32 number) { return m_passports[number]; }
    const Passport &at(quint32 number) const { return m_passports[number]; }

    std::optional<quint32> find(quint16 application, const Identity &identity) const;
    std::optional<quint32> find(const QUuid &id) const;

    quint32 insert(quint16 application, const QByteArray &content, const Identity &identity, qint64 now);
    void remove(quint32 number);

    /// A number that increases with every change by a caller (not with the progress of certification).
    quint64 revision() const { return m_revision; }
    void changed() { ++m_revision; }

    /// The applications of this sandbox's one organisation; a passport holds an index into it.
    static const QList<QUuid> &applications();
    static std::optional<quint16> applicationIndex(const QUuid &id);

private:
    struct Key
    {
        quint16 application;
        const Identity &identity;
        quint32 hash;
    };
    struct Hash
    {
        using is_transparent = void;
        const Catalogue *catalogue;
        size_t operator()(quint32 number) const;
        size_t operator()(const Key &key) const { return key.hash; }
    };
    struct Equal
    {
        using is_transparent = void;
        const Catalogue *catalogue;
        bool operator()(quint32 left, quint32 right) const { return left == right; }
        bool operator()(const Key &key, quint32 number) const { return catalogue->isAt(key, number); }
        bool operator()(quint32 number, const Key &key) const { return catalogue->isAt(key, number); }
    };

    bool isAt(const Key &key, quint32 number) const;
    std::function<bool(const Passport &)> condition(const Filter &filter) const;

    std::deque<Passport> m_passports;
    std::unordered_set<quint32, Hash, Equal> m_index;
    quint32 m_removed = 0;
    quint64 m_revision = 0;
};

/// The members of a stored row that count in its shape.
Fields contentFields(const Passport &passport);
/// The name a product answer shows, as raw JSON: `name`, else `data.name`, else the deepest number.
QByteArray shownName(const Fields &fields);

} // namespace chancery::sandbox
