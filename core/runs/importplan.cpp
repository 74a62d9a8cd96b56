// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/importplan.h"

#include "core/async/background.h"
#include "core/catalogue/mappingjson.h"
#include "core/runs/planning.h"

#include <QCryptographicHash>

namespace chancery {

using namespace Qt::StringLiterals;
using catalogue::PlanFilter;

namespace {

constexpr std::size_t keptMoves = 1000;

QByteArray sha256(const QByteArray &text)
{
    return QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex();
}

Error unusable(const QString &member)
{
    Error error;
    error.kind = ErrorKind::Protocol;
    error.cause = Cause::UnexpectedShape;
    error.subject = member;
    return error;
}

struct Part
{
    QString name;
    QByteArray PlanBasis::*part;
};

const QList<Part> &parts()
{
    static const QList<Part> all{{u"file"_s, &PlanBasis::file},
                                 {u"mapping"_s, &PlanBasis::mapping},
                                 {u"edits"_s, &PlanBasis::edits},
                                 {u"connection"_s, &PlanBasis::target},
                                 {u"server"_s, &PlanBasis::server}};
    return all;
}

} // namespace

PlanTarget planTarget(const Profile &profile, keyban::Dialect dialect)
{
    // The sandbox has another port at each start and is the same service all the same.
    const QUrl base = profile.keyban.base.adjusted(QUrl::RemoveUserInfo | QUrl::StripTrailingSlash);
    return {profile.isSandbox ? u"sandbox"_s : base.toString(), profile.keyban.applicationId.toLower(), dialect,
            profile.keyban.network, profile.guard};
}

QByteArray PlanBasis::hash() const
{
    QByteArray text("chancery plan 1\n");
    for (const Part &part : parts())
        text += this->*part.part + '\n';
    return sha256(text);
}

json::Value PlanBasis::toJson() const
{
    json::Value object = json::Value::object();
    for (const Part &part : parts())
        object.set(part.name, QString::fromLatin1(this->*part.part));
    return object;
}

Result<PlanBasis> PlanBasis::fromJson(const json::Value &value)
{
    PlanBasis basis;
    for (const Part &part : parts()) {
        basis.*part.part = value[part.name].toString().toLatin1();
        if (!value[part.name].isString())
            return unusable(part.name);
    }
    return basis;
}

catalogue::RecordSet ImportPlan::recordsOf(PlanFilter filter) const
{
    catalogue::RecordSet set;
    for (qint64 record = 0; record < classes.end(); ++record) {
        if (filter.contains(classes.at(record)))
            set.insert(record);
    }
    return set;
}

Result<SharedPlan> makePlan(const PlanRequest &request, const std::stop_token &stop)
{
    return Planning(request, stop).run();
}

Pending<SharedPlan> planImport(PlanRequest request)
{
    return background([request = std::move(request)](const std::stop_token &stop) { return makePlan(request, stop); });
}

json::Value PlanMoves::toJson() const
{
    json::Value::Array names;
    for (const auto &[name, moved] : {std::pair{u"file"_s, file},
                                      {u"mapping"_s, mapping},
                                      {u"edits"_s, edits},
                                      {u"connection"_s, target},
                                      {u"server"_s, server}}) {
        if (moved)
            names.emplace_back(name);
    }
    json::Value object = json::Value::object();
    object.set(u"what"_s, std::move(names));
    object.set(u"rows"_s, json::Value::integer(serverRows));
    json::Value::Array first;
    for (const NamedRow &row : named) {
        json::Value told = json::Value::object();
        told.set(u"line"_s, json::Value::integer(row.line));
        told.set(u"modelNumber"_s, row.key.modelNumber);
        told.set(u"batchNumber"_s, row.key.batchNumber);
        told.set(u"itemNumber"_s, row.key.itemNumber);
        first.push_back(std::move(told));
    }
    object.set(u"first"_s, std::move(first));
    return object;
}

PlanMoves movesBetween(const PlanBasis &then, const PlanBasis &now)
{
    return {.file = then.file != now.file,
            .mapping = then.mapping != now.mapping,
            .edits = then.edits != now.edits,
            .target = then.target != now.target,
            .server = then.server != now.server};
}

PlanMoves movesBetween(const ImportPlan &then, const ImportPlan &now)
{
    PlanMoves moves = movesBetween(then.basis, now.basis);
    for (std::size_t record = 0; record < std::max(then.facts.size(), now.facts.size()); ++record) {
        const quint64 before = record < then.facts.size() ? then.facts[record] : 0;
        const quint64 after = record < now.facts.size() ? now.facts[record] : 0;
        if (before == after)
            continue;
        ++moves.serverRows;
        if (moves.rows.size() < keptMoves)
            moves.rows.push_back(qint64(record));
    }
    return moves;
}

/// A pass over the file that stands somewhere.
class PlannedRows::Reading
{
public:
    std::unique_ptr<catalogue::DraftReader> reader;
    qint64 record = -1; ///< at hand
};

PlannedRows::PlannedRows(SharedPlan plan)
    : m_plan(std::move(plan))
{}

PlannedRows::~PlannedRows() = default;

Result<Nothing> PlannedRows::standBefore(qint64 record)
{
    if (m_reading && m_reading->record < record)
        return Nothing{};
    auto reader = catalogue::DraftReader::open(m_plan->spec, m_plan->report);
    if (!reader)
        return reader.error();
    m_reading = std::make_unique<Reading>();
    m_reading->reader = std::move(*reader);
    return Nothing{};
}

Result<QList<PlannedRow>> PlannedRows::read(PlanFilter filter, qint64 first, qint64 count, const std::stop_token &stop)
{
    return readRecords(m_plan->classes.records(filter, first, count), stop);
}

Result<QList<PlannedRow>> PlannedRows::readRecords(const std::vector<qint64> &wanted, const std::stop_token &stop)
{
    QList<PlannedRow> rows;
    if (wanted.empty())
        return rows;
    if (const auto stands = standBefore(wanted.front()); !stands)
        return stands.error();
    catalogue::DraftReader &reader = *m_reading->reader;
    std::size_t next = 0;
    while (next < wanted.size()) {
        const auto step = reader.next();
        if (step == catalogue::RecordReader::Step::End)
            break;
        if (step == catalogue::RecordReader::Step::Failed || stop.stop_requested()) {
            const Error error = stop.stop_requested() ? Planning::cancelled(m_plan->spec.file) : reader.error();
            m_reading.reset(); // and the reader with it
            return error;
        }
        m_reading->record = reader.record();
        while (next < wanted.size() && wanted[next] < reader.record())
            ++next; // it is left out
        if (next == wanted.size() || reader.record() < wanted[next])
            continue;
        rows.append({reader.record(), reader.line(), m_plan->classes.at(reader.record()), Planning::keyOf(reader.key()),
                     QByteArray(reader.json().data(), qsizetype(reader.json().size()))});
        ++next;
    }
    return rows;
}

} // namespace chancery
