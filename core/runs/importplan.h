// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/pending.h"
#include "core/catalogue/check.h"
#include "core/catalogue/planrules.h"
#include "core/mirror/mirrorstate.h"
#include "core/profiles/profile.h"

#include <QMap>

#include <memory>
#include <stop_token>

namespace chancery {

/// Where a plan's rows would go.
struct PlanTarget
{
    QString service; ///< its address
    QString application;
    keyban::Dialect dialect = keyban::Dialect::Flat;
    QString network; ///< of the connection
    GuardLevel guard = GuardLevel::Normal;
    bool operator==(const PlanTarget &) const = default;
};
PlanTarget planTarget(const Profile &profile, keyban::Dialect dialect);

/// What a plan rests on, each as a SHA-256. Equal for equal things, whichever program worked it out.
struct PlanBasis
{
    QByteArray file;
    QByteArray mapping; ///< how the file is read, what its columns become, which rows are left out
    QByteArray edits;
    QByteArray target;
    QByteArray server; ///< key, id, content and status of the passports that rows meet, in the order of the rows
    bool operator==(const PlanBasis &) const = default;

    /// Over all of them, in lower-case hexadecimal.
    QByteArray hash() const;
    json::Value toJson() const;
    /// Error: Protocol / UnexpectedShape.
    static Result<PlanBasis> fromJson(const json::Value &value);
};

struct PlanRequest
{
    catalogue::ImportSpec spec;
    catalogue::CheckReport report; ///< of this spec
    PlanTarget target;
    QString mirrorPath; ///< of an open Mirror
    MirrorState mirror;
    /// Called from the planning thread, about ten times a second.
    std::function<void(const catalogue::CheckProgress &)> progress{};
};

/// A row of the plan in full, as an example.
struct PlanExample
{
    qint64 record = 0;
    qint64 line = 0;
    keyban::PassportKey key;
    catalogue::RowEffect effect;
};

/// What sending a checked file would do, row by row, held against the mirror: some nine bytes a record. The changes
/// of a row are worked out again when they are asked for.
class ImportPlan
{
public:
    catalogue::ImportSpec spec;
    catalogue::CheckReport report;
    PlanTarget target;
    QString mirrorPath;
    MirrorState mirror; ///< how far and how fresh it was
    catalogue::PlanClasses classes;
    QMap<QString, qint64> recertifies; ///< rows by network
    QList<PlanExample> examples;       ///< the first updates
    PlanBasis basis;
    QByteArray hash;            ///< PlanBasis::hash()
    std::vector<quint64> facts; ///< by record: what was known of its passport, 0 for none

    qint64 count(catalogue::PlanClass planClass) const { return classes.count(planClass); }
    qint64 updates() const { return classes.count(catalogue::PlanFilter::updates()); }
    qint64 refused() const { return classes.count(catalogue::PlanFilter::refused()); }
    /// Rows that go out.
    qint64 sent() const
    {
        return count(catalogue::PlanClass::Create) + updates() + count(catalogue::PlanClass::NotKnown);
    }
    /// For a person to compare.
    QString shortCode() const { return QString::fromLatin1(hash.first(8)); }
    catalogue::RecordSet recordsOf(catalogue::PlanFilter filter) const;
};
using SharedPlan = std::shared_ptr<const ImportPlan>;

/// Works the plan out; for a background thread. Errors: Input with FileChanged, FileVanished and what reading meets;
/// Storage of the mirror; Cancelled.
Result<SharedPlan> makePlan(const PlanRequest &request, const std::stop_token &stop = {});
/// The same in the background; dropping it cancels.
Pending<SharedPlan> planImport(PlanRequest request);

/// A row of a file, as a person finds it.
struct NamedRow
{
    qint64 line = 0;
    keyban::PassportKey key;
    bool operator==(const NamedRow &) const = default;
};

/// What has moved between two plans.
struct PlanMoves
{
    bool file = false;
    bool mapping = false;
    bool edits = false;
    bool target = false;
    bool server = false;
    qint64 serverRows = 0;      ///< rows whose passport is another, came or went; 0 when only the hashes are known
    std::vector<qint64> rows{}; ///< the first of their records
    QList<NamedRow> named{};    ///< the first of those, where applyPlan() has looked them up
    bool any() const { return file || mapping || edits || target || server; }
    /// The names of what has moved, as PlanBasis has them, the number of rows and the first of them.
    json::Value toJson() const;
};
PlanMoves movesBetween(const PlanBasis &then, const PlanBasis &now);
/// The same, with the rows.
PlanMoves movesBetween(const ImportPlan &then, const ImportPlan &now);

/// A row for a list.
struct PlannedRow
{
    qint64 record = 0;
    qint64 line = 0;
    catalogue::PlanClass planClass = catalogue::PlanClass::Create;
    keyban::PassportKey key;
    QByteArray body; ///< the create body
};

/// Reads rows of a plan from its file, in order: going on is cheap, going back begins anew. For one background thread
/// at a time.
class PlannedRows
{
public:
    explicit PlannedRows(SharedPlan plan);
    ~PlannedRows();
    /// Up to `count` rows of these classes without the first `first` of them. Errors: as makePlan().
    Result<QList<PlannedRow>> read(catalogue::PlanFilter filter, qint64 first, qint64 count,
                                   const std::stop_token &stop = {});
    /// The rows of these records, which ascend; those that the plan leaves out are missing. Errors as above.
    Result<QList<PlannedRow>> readRecords(const std::vector<qint64> &records, const std::stop_token &stop = {});

private:
    Result<Nothing> standBefore(qint64 record);

    SharedPlan m_plan;
    class Reading;
    std::unique_ptr<Reading> m_reading;
};

} // namespace chancery
