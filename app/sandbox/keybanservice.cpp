// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/keybanservice.h"

#include "app/sandbox/identifiers.h"
#include "app/sandbox/passportjson.h"
#include "app/sandbox/slices.h"

namespace chancery::sandbox {

namespace {

using namespace Qt::StringLiterals;

constexpr qint64 largestPage = 100;

Problem malformedBody()
{
    return {400, "MALFORMED_BODY", "The body is not valid JSON", {}};
}

Answer notFound(const Request &request)
{
    return Answer::refused({404, {}, "Not Found", {}}, request.path);
}

Answer noSuchRoute(const Request &request)
{
    return Answer::refused({404, {}, "Cannot " + request.method + ' ' + request.path, {}}, request.path);
}

QByteArray applicationJson(quint16 index)
{
    static const QByteArray names[] = {"Maison Verrane", "Verrane Atelier"};
    static const QByteArray slugs[] = {"maison-verrane", "verrane-atelier"};
    return "{\"id\":\"" + uuidText(Catalogue::applications()[index]) + "\",\"name\":\"" + names[index] +
           "\",\"slug\":\"" + slugs[index] +
           "\",\"organization\":\"5d0b3e6c-9a3d-4a55-8d0f-1c0f6f2f7a10\",\"websiteUrl\":\"https://verrane.example\","
           "\"domains\":[\"verrane.example\"],\"features\":{\"dpp\":true,\"loyalty\":false}}";
}

} // namespace

bool KeybanService::hasValidKey(const Request &request) const
{
    return request.header("X-Api-Key") == keybanKey && !key.isRevoked;
}

Problem KeybanService::credentialProblem(const Request &request) const
{
    if (request.header("X-Api-Key").isEmpty())
        return {401, "AUTH_UNAUTHENTICATED", "The X-Api-Key header is missing", {}};
    if (!hasValidKey(request))
        return {401, "AUTH_INVALID_API_KEY", "The API key is not valid", {}};
    const QByteArray wanted = request.segments.value(1) == "loyalty" ? "loyalty:create" : "dpp:update";
    if (key.isReadOnly && request.method != "GET")
        return {403, "AUTH_INSUFFICIENT_PERMISSIONS", "The API key does not have the permission " + wanted, {}};
    return {};
}

Answer KeybanService::handle(const Request &request)
{
    if (request.is("GET", {"health", "ready"}))
        return Answer::json("{\"status\":\"ok\"}");
    if (request.segments.size() < 2 || request.segments.first() != "v1")
        return noSuchRoute(request);
    const bool isPublic = request.is("GET", {"v1", "dpp", "passports", "*"});
    if (const Problem problem = credentialProblem(request); problem && !isPublic)
        return Answer::refused(problem, request.path);
    return route(request);
}

Answer KeybanService::route(const Request &request)
{
    const QByteArray area = request.segments.value(1);
    if (area == "dpp" && request.segments.value(2) == "passports")
        return passportRoute(request);
    if (area == "imports")
        return importRoute(request);
    if (area == "loyalty" || request.is("GET", {"v1", "dpp", "claim", "*", "status", "sse"}))
        return m_loyalty.handle(request);
    if (request.is("POST", {"v1", "dpp", "opt-in-forms"}) && m_store.dialect().hasExtraRoutes())
        return storeOptInForm(request);
    if (area == "applications" && request.method == "GET")
        return listApplications(request);
    return noSuchRoute(request);
}

Answer KeybanService::passportRoute(const Request &request)
{
    if (request.is("GET", {"v1", "dpp", "passports"}))
        return listPassports(request);
    if (request.is("POST", {"v1", "dpp", "passports"}))
        return createPassport(request);
    if (request.is("POST", {"v1", "dpp", "passports", "publish"}))
        return publishPassports(request);
    if (request.is("POST", {"v1", "dpp", "passports", "build-vc"}) && m_store.dialect().hasExtraRoutes())
        return buildCredential(request);
    if (request.is("GET", {"v1", "dpp", "passports", "*"}))
        return readPassport(request);
    if (request.is("PATCH", {"v1", "dpp", "passports", "*"}))
        return updatePassport(request);
    if (request.is("DELETE", {"v1", "dpp", "passports", "*"}) && m_store.dialect().hasDeletion())
        return deletePassport(request);
    return noSuchRoute(request);
}

Answer KeybanService::listPassports(const Request &request)
{
    const PageQuery page = pageQuery(request, largestPage);
    const FilterQuery query = filterQuery(request, m_store.dialect());
    for (const Problem &problem : {page.problem, query.problem}) {
        if (problem)
            return Answer::refused(problem, request.path);
    }
    const bool all = query.filters.isEmpty() && m_store.catalogue().count() == m_store.catalogue().size();
    const QList<quint32> found = all ? QList<quint32>() : m_store.catalogue().select(query.filters);
    const qint64 total = all ? m_store.catalogue().size() : found.size();
    QByteArray out("{\"data\":[");
    for (qint64 i = page.first(total); i < page.last(total); ++i) {
        const quint32 number = all ? quint32(i) : found[i];
        if (!out.endsWith('['))
            out.append(',');
        appendPassport(out, m_store.passport(number), number, m_store.dialect().answerShape());
    }
    return Answer::json(out.append("],\"total\":").append(QByteArray::number(total)).append('}'));
}

std::optional<quint32> KeybanService::passportNumber(const Request &request) const
{
    const QUuid id = QUuid::fromString(QString::fromUtf8(request.segments.value(3)));
    const auto number = id.isNull() ? std::nullopt : m_store.catalogue().find(id);
    const bool isHidden = number && m_store.catalogue().at(*number).status == Status::Draft && !hasValidKey(request);
    return isHidden ? std::nullopt : number;
}

Answer KeybanService::passportAnswer(quint32 number, int status)
{
    QByteArray out;
    appendPassport(out, m_store.passport(number), number, m_store.dialect().answerShape());
    return Answer::json(out, status);
}

Answer KeybanService::readPassport(const Request &request)
{
    const auto number = passportNumber(request);
    return number ? passportAnswer(*number, 200) : notFound(request);
}

Answer KeybanService::createPassport(const Request &request)
{
    if (!isJson(request.body))
        return Answer::refused(malformedBody(), request.path);
    const auto created = m_store.create(request.body);
    if (created.problem)
        return Answer::refused(created.problem, request.path);
    return passportAnswer(created.number, 201);
}

Answer KeybanService::updatePassport(const Request &request)
{
    const auto number = passportNumber(request);
    if (!number)
        return notFound(request);
    if (!isJson(request.body))
        return Answer::refused(malformedBody(), request.path);
    if (const Problem problem = m_store.patch(*number, request.body))
        return Answer::refused(problem, request.path);
    return passportAnswer(*number, 200);
}

Answer KeybanService::deletePassport(const Request &request)
{
    const auto number = passportNumber(request);
    if (!number)
        return notFound(request);
    if (m_store.catalogue().at(*number).status != Status::Draft)
        return Answer::refused({409, {}, "Only a draft can be deleted", {}}, request.path);
    m_store.remove(*number);
    return Answer::json("{}");
}

Answer KeybanService::publishPassports(const Request &request)
{
    const FilterQuery query = filterQuery(request, m_store.dialect());
    if (query.problem)
        return Answer::refused(query.problem, request.path);
    if (query.filters.isEmpty())
        return Answer::refused({400, "INVALID_FILTER", "At least one filter is required", {}}, request.path);
    return Answer::json("{\"total\":" + QByteArray::number(m_store.publish(query.filters)) + '}', 201);
}

Answer KeybanService::listApplications(const Request &request)
{
    if (request.segments.size() == 2)
        return Answer::json("{\"data\":[" + applicationJson(0) + ',' + applicationJson(1) + "],\"total\":2}");
    const auto index = Catalogue::applicationIndex(QUuid::fromString(QString::fromUtf8(request.segments[2])));
    if (request.segments.size() == 3 && index)
        return Answer::json(applicationJson(*index));
    return notFound(request);
}

void KeybanService::addCounts(json::Value &state)
{
    const Catalogue &catalogue = m_store.catalogue();
    qint64 byStatus[4] = {};
    qint64 byGranularity[3] = {};
    qint64 byCertification[4] = {};
    for (quint32 number = 0; number < catalogue.size(); ++number) {
        if (catalogue.at(number).isRemoved)
            continue;
        const Passport &passport = m_store.passport(number);
        ++byStatus[int(passport.status)];
        ++byGranularity[int(passport.granularity)];
        ++byCertification[int(passport.state)];
    }
    qint64 rows[3] = {};
    for (quint32 number = 0; number < m_store.jobs().size(); ++number) {
        const Job &job = m_store.jobs().at(number);
        rows[0] += job.total() - job.done();
        rows[1] += job.completed;
        rows[2] += job.failed;
    }
    const QList<QPair<QString, qint64>> counts = {
        {u"passports"_s, catalogue.count()},
        {u"models"_s, byGranularity[0]},
        {u"batches"_s, byGranularity[1]},
        {u"items"_s, byGranularity[2]},
        {u"drafts"_s, byStatus[0]},
        {u"published"_s, byStatus[1]},
        {u"claimed"_s, byStatus[2]},
        {u"archived"_s, byStatus[3]},
        {u"certificationsPending"_s, byCertification[1]},
        {u"certificationsDone"_s, byCertification[2]},
        {u"certificationsFailed"_s, byCertification[3]},
        {u"jobs"_s, m_store.jobs().size()},
        {u"rowsWaiting"_s, rows[0]},
        {u"rowsCompleted"_s, rows[1]},
        {u"rowsFailed"_s, rows[2]},
        {u"revision"_s, qint64(catalogue.revision())},
    };
    for (const auto &[name, count] : counts)
        state.set(name, json::Value::integer(count));
    m_loyalty.addCounts(state);
}

} // namespace chancery::sandbox
