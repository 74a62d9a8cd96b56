// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/catalogue.h"
#include "app/sandbox/identifiers.h"
#include "app/sandbox/loyaltyservice.h"

#include <QRegularExpression>

#include <algorithm>

namespace chancery::sandbox {

namespace {

using namespace Qt::StringLiterals;

constexpr quint32 tierKind = 33;
constexpr quint32 claimKind = 34;

Answer noSuchRoute(const Request &request)
{
    return Answer::refused({404, {}, "Cannot " + request.method + ' ' + request.path, {}}, request.path);
}

bool isRatio(const json::Value &value)
{
    static const QRegularExpression positive(u"^(?=.*[1-9])[0-9]+(\\.[0-9]+)?$"_s);
    return value.isNumber() && positive.match(value.toText()).hasMatch();
}

bool isVisits(const json::Value &value)
{
    static const QRegularExpression whole(u"^[0-9]{1,9}$"_s);
    return value.isNumber() && whole.match(value.toText()).hasMatch();
}

} // namespace

/// Tells of a claim until it is over.
class LoyaltyService::ClaimEvents : public BodySource
{
public:
    ClaimEvents(const LoyaltyService &service, quint32 number)
        : m_service(service)
        , m_number(number)
    {}

    std::optional<QByteArray> next() override
    {
        if (m_told == "completed" || m_told == "failed")
            return {};
        const Claim &claim = m_service.m_claims[m_number];
        const qint64 passed = m_service.m_clock.now() - claim.startedAt;
        const QByteArray end = claim.fails ? "failed" : "completed";
        const QByteArray state = passed >= claim.milliseconds       ? end
                                 : passed >= claim.milliseconds / 2 ? QByteArray("active")
                                                                    : QByteArray("waiting");
        if (state == m_told)
            return QByteArray();
        m_told = state;
        QByteArray more;
        if (state == "completed")
            more = ",\"result\":{\"transactionHash\":\"0x" + QByteArray::number(scatter(m_number + 1), 16) + "\"}";
        else if (state == "failed")
            more = ",\"error\":\"The transfer was refused\"";
        return "data: {\"state\":\"" + state + '"' + more + "}\n\n";
    }

private:
    const LoyaltyService &m_service;
    quint32 m_number;
    QByteArray m_told;
};

QByteArray LoyaltyService::startClaim(const json::Value &wish, qint64 now)
{
    m_claims.append({now, wish[u"ms"].toInteger(2000), wish[u"fails"].toBool()});
    return uuidText(uuidOf(quint32(m_claims.size() - 1), claimKind));
}

Answer LoyaltyService::streamClaim(const Request &request)
{
    const auto number = numberOf(QUuid::fromString(QString::fromUtf8(request.segments.value(3))), claimKind);
    if (!number || *number >= quint32(m_claims.size()))
        return Answer::refused({404, "DPP_MINT_JOB_NOT_FOUND", "There is no such claim", {}}, request.path);
    Answer answer;
    answer.type = "text/event-stream";
    answer.stream = std::make_unique<ClaimEvents>(*this, *number);
    return answer;
}

Answer LoyaltyService::tierRoute(const Request &request, qint64 now)
{
    if (request.is("POST", {"v1", "loyalty", "reward-tiers"}))
        return createTier(request, now);
    if (!m_manners.offersTiers)
        return noSuchRoute(request);
    if (request.is("GET", {"v1", "loyalty", "reward-tiers"}))
        return listTiers();
    if (request.segments.size() != 4)
        return noSuchRoute(request);
    const QString id = QString::fromUtf8(request.segments[3]);
    const auto tier = std::find_if(m_tiers.begin(), m_tiers.end(), [&id](const Tier &t) { return t.id == id; });
    if (tier == m_tiers.end() || id.isEmpty())
        return Answer::refused({404, "LOYALTY_REWARD_TIER_NOT_FOUND", "There is no such tier", {}}, request.path);
    if (request.method == "GET")
        return Answer::json(json::write(tier->record));
    if (request.method == "PATCH")
        return changeTier(request, *tier, now);
    if (request.method != "DELETE")
        return noSuchRoute(request);
    tier->id.clear();
    return Answer::json("{}");
}

QList<FieldProblem> LoyaltyService::tierProblems(const json::Value &body, bool isNew) const
{
    QList<FieldProblem> problems;
    const auto check = [&](const char *field, bool isGood, const char *message) {
        const bool isThere = body.contains(QString::fromLatin1(field));
        if (isNew && !isThere)
            problems.append({field, "required", "must not be empty"});
        else if (isThere && !isGood)
            problems.append({field, "format", message});
    };
    check("name", !body[u"name"].toString().trimmed().isEmpty(), "must be a text");
    check("requiredVisits", isVisits(body[u"requiredVisits"]), "must be a whole number from 0");
    check("currencyToPointRatio", isRatio(body[u"currencyToPointRatio"]), "must be a number above 0");
    const QUuid application = QUuid::fromString(body[u"application"].toString());
    check("application", Catalogue::applicationIndex(application).has_value(), "must be one of this organization");
    static const QStringList known{u"name"_s, u"requiredVisits"_s, u"currencyToPointRatio"_s, u"application"_s,
                                   u"bgImageUrl"_s};
    for (const json::Member &member : body.members())
        if (m_strictness == Strictness::Strict && !known.contains(member.key))
            problems.append({member.key.toUtf8(), "unknown", "is not known"});
    return problems;
}

bool LoyaltyService::isThresholdTaken(const json::Value &record) const
{
    return std::any_of(m_tiers.begin(), m_tiers.end(), [&record](const Tier &tier) {
        return !tier.id.isEmpty() && tier.id != record[u"id"].toString() &&
               tier.record[u"application"] == record[u"application"] &&
               tier.record[u"requiredVisits"].toInteger() == record[u"requiredVisits"].toInteger();
    });
}

Answer LoyaltyService::createTier(const Request &request, qint64 now)
{
    const auto body = json::parse(request.body);
    if (!body || !body->isObject())
        return Answer::refused({400, "MALFORMED_BODY", "The body must be a JSON object", {}}, request.path);
    if (const auto problems = tierProblems(*body, true); !problems.isEmpty())
        return Answer::refused(invalidFields(problems), request.path);
    json::Value record = json::Value::object();
    record.set(u"id"_s, QString::fromLatin1(uuidText(uuidOf(quint32(m_tiers.size()), tierKind))));
    for (const QString &field : {u"application"_s, u"name"_s, u"requiredVisits"_s, u"currencyToPointRatio"_s})
        record.set(field, (*body)[field]);
    record.set(u"bgImageUrl"_s, (*body)[u"bgImageUrl"]);
    record.set(u"createdAt"_s, QString::fromLatin1(isoTime(now)));
    record.set(u"updatedAt"_s, QString::fromLatin1(isoTime(now)));
    if (isThresholdTaken(record))
        return Answer::refused(
            {409, "LOYALTY_REWARD_TIER_DUPLICATE_VISITS", "Another tier asks for as many visits", {}}, request.path);
    m_tiers.append({record[u"id"].toString(), record});
    return Answer::json(json::write(record), 201);
}

Answer LoyaltyService::changeTier(const Request &request, Tier &tier, qint64 now)
{
    const auto body = json::parse(request.body);
    if (!body || !body->isObject())
        return Answer::refused({400, "MALFORMED_BODY", "The body must be a JSON object", {}}, request.path);
    if (const auto problems = tierProblems(*body, false); !problems.isEmpty())
        return Answer::refused(invalidFields(problems), request.path);
    json::Value record = tier.record;
    for (const QString &field : {u"name"_s, u"requiredVisits"_s, u"currencyToPointRatio"_s, u"bgImageUrl"_s})
        if (body->contains(field))
            record.set(field, (*body)[field]);
    if (isThresholdTaken(record))
        return Answer::refused(
            {409, "LOYALTY_REWARD_TIER_DUPLICATE_VISITS", "Another tier asks for as many visits", {}}, request.path);
    record.set(u"updatedAt"_s, QString::fromLatin1(isoTime(now)));
    tier.record = record;
    return Answer::json(json::write(record));
}

Answer LoyaltyService::listTiers() const
{
    json::Value::Array rows;
    for (const Tier &tier : m_tiers)
        if (!tier.id.isEmpty())
            rows.push_back(tier.record);
    json::Value body = json::Value::object();
    body.set(u"total"_s, json::Value::integer(qint64(rows.size())));
    body.set(u"data"_s, std::move(rows));
    return Answer::json(json::write(body));
}

} // namespace chancery::sandbox
