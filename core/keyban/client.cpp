// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keyban/client.h"

#include "core/async/errorof.h"
#include "core/http/eventstream.h"
#include "core/keyban/calls.h"
#include "core/keyban/importreport.h"
#include "core/keyban/passporttexts.h"

#include <algorithm>

namespace chancery::keyban {

using namespace Qt::StringLiterals;

namespace {

QStringList passportPath(const QStringList &rest = {})
{
    return QStringList{u"v1"_s, u"dpp"_s, u"passports"_s} + rest;
}

DialectEvidence judgeRows(const json::Value &body)
{
    DialectEvidence evidence;
    evidence.total = body[u"total"].toInteger();
    for (const json::Value &row : body[u"data"].items()) {
        const Shape shape = shapeOf(row);
        if (shape == Shape::Neither)
            continue;
        evidence.source = shape == Shape::Both ? DialectEvidence::Source::BothShapes : DialectEvidence::Source::Rows;
        if (shape != Shape::Both)
            evidence.dialect = shape == Shape::Product ? Dialect::Product : Dialect::Flat;
        break;
    }
    return evidence;
}

PassportQuery byGranularity(Granularity granularity)
{
    return {{{FilterField::Granularity, wireName(granularity)}}};
}

} // namespace

Result<Page<Passport>> decodePassportPage(const json::Value &body, int number)
{
    Page<Passport> page;
    page.number = number;
    const Result<qint64> total = readPage(body, [&page](const json::Value &row) -> Result<Nothing> {
        Result<Passport> passport = decodePassport(row);
        if (!passport)
            return passport.error();
        page.rows << std::move(*passport);
        return Nothing{};
    });
    if (!total)
        return total.error();
    page.total = *total;
    return page;
}

Client::Client(HttpClient &http, ClientSettings settings, QObject *parent)
    : QObject(parent)
    , m_http(http)
    , m_settings(std::move(settings))
{
    connect(&m_http, &HttpClient::waiting, this, &Client::waiting);
    connect(&m_http, &HttpClient::resumed, this, &Client::resumed);
}

std::optional<Error> Client::undecided(const Call &call) const
{
    if (m_settings.dialectDecided)
        return std::nullopt;
    return errorOf(ErrorKind::Refused, Cause::DialectUndecided,
                   QString::fromUtf8(call.name.data(), qsizetype(call.name.size())));
}

HttpRequest Client::listRequest(const QList<QPair<QString, QString>> &filters, int page, int pageSize) const
{
    HttpRequest request{.call = calls::listPassports, .path = passportPath()};
    request.query = {{u"currentPage"_s, QString::number(page)},
                     {u"pageSize"_s, QString::number(std::clamp(pageSize, 1, maxPageSize))}};
    for (const auto &[name, value] : filters)
        request.query.emplaceBack(name, value);
    return request;
}

Pending<Page<Passport>> Client::listPassports(const PassportQuery &query, int page, int pageSize)
{
    const DividedQuery divided = divide(query, m_settings.dialect);
    return m_http.send(listRequest(divided.wire, page, pageSize)).transform([page](const HttpAnswer &answer) {
        return decodePassportPage(answer.body, page);
    });
}

Pending<QByteArray> Client::fetchPassports(int page)
{
    HttpRequest request = listRequest({}, page, maxPageSize);
    request.expect = Expect::Anything;
    return m_http.send(std::move(request)).transform([](const HttpAnswer &answer) { return answer.raw; });
}

Pending<Passport> Client::readPassport(const QString &id)
{
    return m_http.send({.call = calls::readPassport, .path = passportPath({id})})
        .transform([](const HttpAnswer &answer) { return decodePassport(answer.body); });
}

Pending<Passport> Client::createPassport(const PassportDraft &draft, std::optional<Confirmation> confirmation)
{
    if (const auto error = undecided(calls::createPassport))
        return Pending<Passport>::failed(*error);
    HttpRequest request = jsonRequest(calls::createPassport, passportPath(), encodeDraft(draft, m_settings.dialect));
    request.confirmation = std::move(confirmation);
    return m_http.send(std::move(request)).transform([](const HttpAnswer &answer) {
        return decodePassport(answer.body);
    });
}

Pending<Passport> Client::updatePassport(const QString &id, const PassportPatch &patch,
                                         std::optional<Confirmation> confirmation)
{
    if (const auto error = undecided(calls::updatePassport))
        return Pending<Passport>::failed(*error);
    HttpRequest request = jsonRequest(calls::updatePassport, passportPath({id}), encodePatch(patch));
    request.confirmation = std::move(confirmation);
    return m_http.send(std::move(request)).transform([](const HttpAnswer &answer) {
        return decodePassport(answer.body);
    });
}

Pending<Nothing> Client::deletePassport(const QString &id, Confirmation confirmation)
{
    if (const auto error = undecided(calls::deletePassport))
        return Pending<Nothing>::failed(*error);
    HttpRequest request = jsonRequest(calls::deletePassport, passportPath({id}), json::Value::object());
    request.confirmation = std::move(confirmation);
    request.expect = Expect::Anything;
    return m_http.send(std::move(request)).transform([](const HttpAnswer &) { return Nothing{}; });
}

Pending<std::optional<Passport>> Client::findPassport(const PassportKey &key)
{
    PassportQuery query{{{FilterField::Granularity, key.granularity}}};
    if (!key.modelNumber.isEmpty())
        query.filters << Filter{FilterField::ModelNumber, key.modelNumber};
    if (!key.batchNumber.isEmpty())
        query.filters << Filter{FilterField::BatchNumber, key.batchNumber};
    if (!key.itemNumber.isEmpty())
        query.filters << Filter{FilterField::ItemNumber, key.itemNumber};
    return findOnPage(key, query, 1);
}

Pending<std::optional<Passport>> Client::findOnPage(const PassportKey &key, const PassportQuery &query, int page)
{
    using Found = std::optional<Passport>;
    return listPassports(query, page).andThen([this, key, query, page](const Page<Passport> &answer) {
        // The flat dialect lists every application that the key can see.
        const Filter ours{FilterField::Application, m_settings.applicationId};
        const auto found = std::find_if(answer.rows.begin(), answer.rows.end(), [&](const Passport &passport) {
            return passport.key == key && (ours.value.isEmpty() || matches(passport, ours, m_settings.dialect));
        });
        if (found != answer.rows.end())
            return Pending<Found>::ready(*found);
        const bool last = answer.rows.isEmpty() || qint64(page) * maxPageSize >= answer.total;
        return last ? Pending<Found>::ready(std::nullopt) : findOnPage(key, query, page + 1);
    });
}

Pending<Nothing> Client::publishPassports(const QList<Filter> &filters, Confirmation confirmation)
{
    if (const auto error = undecided(calls::publishPassports))
        return Pending<Nothing>::failed(*error);
    const DividedQuery divided = divide({filters}, m_settings.dialect);
    if (divided.server.isEmpty() || !divided.local.isEmpty())
        return Pending<Nothing>::failed(errorOf(ErrorKind::Refused, Cause::SettingInvalid, u"filters"_s));
    HttpRequest request = jsonRequest(calls::publishPassports, passportPath({u"publish"_s}), json::Value::object());
    for (const auto &[name, value] : divided.wire)
        request.query.emplaceBack(name, value);
    request.confirmation = std::move(confirmation);
    return m_http.send(std::move(request)).transform([](const HttpAnswer &) { return Nothing{}; });
}

Pending<SubmittedImport> Client::submitImport(const QByteArray &rows, std::optional<Confirmation> confirmation)
{
    if (const auto error = undecided(calls::submitImport))
        return Pending<SubmittedImport>::failed(*error);
    HttpRequest request{.call = calls::submitImport, .path = {u"v1"_s, u"imports"_s}};
    request.query = {{u"applicationId"_s, m_settings.applicationId}, {u"entityName"_s, u"DppPassport"_s}};
    request.body = rows;
    request.confirmation = std::move(confirmation);
    return m_http.send(std::move(request)).transform([](const HttpAnswer &answer) -> Result<SubmittedImport> {
        const Result<ImportJob> job = decodeImportJob(answer.body);
        if (!job)
            return job.error();
        return SubmittedImport{*job, answer.attempts};
    });
}

Pending<Page<ImportChild>> Client::importReport(const QString &jobId, int page, int pageSize)
{
    HttpRequest request{.call = calls::importReport, .path = {u"v1"_s, u"imports"_s, jobId, u"report"_s}};
    request.query = {{u"currentPage"_s, QString::number(page)}, {u"pageSize"_s, QString::number(pageSize)}};
    request.expect = Expect::Anything; // pages are many and large: they are read straight from their text
    return m_http.send(std::move(request)).transform([page](const HttpAnswer &answer) -> Result<Page<ImportChild>> {
        auto decoded = decodeImportReport(answer.raw);
        if (!decoded)
            return decoded.error();
        return Page<ImportChild>{std::move(decoded->children), decoded->total, page};
    });
}

std::unique_ptr<EventStream> Client::importEvents(const QString &jobId)
{
    if (m_settings.eventStreamPath.isEmpty())
        return nullptr;
    QStringList path = m_settings.eventStreamPath.split(u'/', Qt::SkipEmptyParts);
    path.replaceInStrings(u"{id}"_s, jobId);
    return m_http.events({.call = calls::importEvents, .path = path});
}

Pending<DialectEvidence> Client::detectDialect()
{
    return m_http.send(listRequest({}, 1, maxPageSize)).andThen([this](const HttpAnswer &answer) {
        const DialectEvidence evidence = judgeRows(answer.body);
        return evidence.source == DialectEvidence::Source::Nothing ? probeDialect()
                                                                   : Pending<DialectEvidence>::ready(evidence);
    });
}

Pending<DialectEvidence> Client::probeDialect()
{
    const auto accepted = [this](Dialect dialect, Granularity granularity) {
        return m_http.send(listRequest(divide(byGranularity(granularity), dialect).wire, 1, 1))
            .transform([](const HttpAnswer &) { return true; })
            .orElse([](const Error &error) -> Result<bool> {
                return error.httpStatus == 400 || error.httpStatus == 422 ? Result<bool>(false) : Result<bool>(error);
            });
    };
    return accepted(Dialect::Product, Granularity::Item).andThen([accepted](bool product) {
        return accepted(Dialect::Flat, Granularity::Model).transform([product](bool flat) {
            DialectEvidence evidence;
            if (product != flat) {
                evidence.dialect = product ? Dialect::Product : Dialect::Flat;
                evidence.source = DialectEvidence::Source::Probes;
            } else if (product) {
                evidence.source = DialectEvidence::Source::BothAccepted;
            }
            return evidence;
        });
    });
}

} // namespace chancery::keyban
