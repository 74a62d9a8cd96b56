// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/controlservice.h"

#include "app/sandbox/passportjson.h"
#include "app/sandbox/slices.h"

#include <algorithm>
#include <tuple>

namespace chancery::sandbox {

namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype pieceSize = 256 * 1024;

/// Every passport's line, sorted by the five-part key.
class PassportLines : public BodySource
{
public:
    explicit PassportLines(const Catalogue &catalogue)
        : m_catalogue(catalogue)
    {
        std::vector<std::pair<QByteArray, quint32>> keys;
        keys.reserve(catalogue.size());
        for (quint32 number = 0; number < catalogue.size(); ++number) {
            if (!catalogue.at(number).isRemoved)
                keys.emplace_back(sortKey(catalogue.at(number)), number);
        }
        std::sort(keys.begin(), keys.end());
        m_order.reserve(keys.size());
        for (const auto &[key, number] : keys)
            m_order.push_back(number);
    }

    std::optional<QByteArray> next() override
    {
        if (m_next == m_order.size())
            return {};
        QByteArray piece;
        while (m_next < m_order.size() && piece.size() < pieceSize)
            appendContentLine(piece, m_catalogue.at(m_order[m_next++]));
        return piece;
    }

private:
    static QByteArray sortKey(const Passport &passport)
    {
        const Identity identity = identityOf(contentFields(passport));
        QByteArray key;
        key.append(char(passport.application)).append(char(passport.granularity));
        key.append(identity.model).append('\0').append(identity.batch).append('\0').append(identity.item);
        return key;
    }

    const Catalogue &m_catalogue;
    std::vector<quint32> m_order;
    size_t m_next = 0;
};

Answer refused(const Request &request, const QByteArray &detail)
{
    return Answer::refused({400, "SANDBOX_CONTROL", detail, {}}, request.path);
}

} // namespace

Answer ControlService::handle(const Request &request)
{
    if (request.is("GET", {"requests"}))
        return Answer::json(m_parts.log.json(request.queryValue("after", "0").toULongLong()));
    if (request.is("DELETE", {"requests"})) {
        m_parts.log.clear();
        return Answer::json("{}");
    }
    if (request.is("GET", {"state"}))
        return state();
    if (request.is("GET", {"decisions"}))
        return Answer::json(m_parts.keystone.decisionsJson());
    if (request.is("GET", {"keychains"}))
        return Answer::json(m_parts.keychains.auditJson());
    if (request.is("GET", {"loyalty"}))
        return Answer::json(m_parts.loyalty.accountsJson());
    if (request.is("GET", {"phone"}))
        return Answer::json(m_parts.bkey.pendingJson());
    if (request.is("GET", {"approvals"}))
        return Answer::json(m_parts.bkey.approvalsJson());
    if (request.is("GET", {"passports.ndjson"}))
        return passports();
    if (request.method != "POST" || request.segments.size() != 1)
        return Answer::refused({404, {}, "Cannot " + request.method + ' ' + request.path, {}}, request.path);
    const auto body = json::parse(request.body);
    if (!body || !body->isObject())
        return refused(request, "The body must be a JSON object");
    return post(request, *body);
}

Answer ControlService::post(const Request &request, const json::Value &body)
{
    const QByteArray call = request.segments.first();
    if (call == "faults") {
        const QByteArray problem = m_parts.faults.set(body);
        return problem.isEmpty() ? Answer::json("{}") : refused(request, problem);
    }
    if (call == "clock") {
        if (!body[u"advanceSeconds"].isNumber() || body[u"advanceSeconds"].toInteger(-1) < 0)
            return refused(request, "advanceSeconds must be a whole number from 0");
        m_parts.store.advance(body[u"advanceSeconds"].toInteger());
        return Answer::json("{\"now\":\"" + isoTime(m_parts.store.clock().now()) + "\"}");
    }
    if (call == "oddities") {
        const QByteArray problem = m_parts.keyban.oddities.set(body);
        return problem.isEmpty() ? Answer::json("{}") : refused(request, problem);
    }
    if (call == "keystone") {
        const QByteArray problem = m_parts.keystone.control(body);
        return problem.isEmpty() ? Answer::json("{}") : refused(request, problem);
    }
    if (call == "keychains")
        return m_parts.keychains.control(request, body);
    if (call == "bkey") {
        const QByteArray problem = m_parts.bkey.control(body);
        return problem.isEmpty() ? Answer::json("{}") : refused(request, problem);
    }
    if (call == "phone")
        return m_parts.bkey.tap(request, body);
    if (call == "loyalty")
        return m_parts.loyalty.control(request, body);
    if (call == "credentials")
        return setCredentials(body);
    if (call == "certification")
        return setCertification(body);
    return Answer::refused({404, {}, "Cannot POST " + request.path, {}}, request.path);
}

Answer ControlService::state()
{
    json::Value counts = json::Value::object();
    for (Service *service : m_services)
        service->addCounts(counts);
    return Answer::json(json::write(counts));
}

Answer ControlService::passports()
{
    Answer answer;
    answer.type = "application/x-ndjson";
    answer.stream = std::make_unique<PassportLines>(m_parts.store.catalogue());
    return answer;
}

Answer ControlService::setCredentials(const json::Value &body)
{
    KeyState &key = m_parts.keyban.key;
    key.isRevoked = body[u"revoked"].toBool(key.isRevoked);
    key.isReadOnly = body[u"readOnly"].toBool(key.isReadOnly);
    return Answer::json("{}");
}

Answer ControlService::setCertification(const json::Value &body)
{
    CertificationSettings settings;
    settings.milliseconds = body[u"ms"].toInteger(settings.milliseconds);
    settings.errorsPerThousand = int(body[u"errorsPerThousand"].toInteger(settings.errorsPerThousand));
    m_parts.store.setCertification(settings);
    return Answer::json("{}");
}

} // namespace chancery::sandbox
