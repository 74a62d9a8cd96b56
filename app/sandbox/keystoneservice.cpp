// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/keystoneservice.h"

#include "app/sandbox/identifiers.h"
#include "app/sandbox/keystoneseed.h"
#include "app/sandbox/slices.h"

#include <QDataStream>

#include <algorithm>

namespace chancery::sandbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qsizetype largestBody = 1024 * 1024;
constexpr auto catchUpEvery = 250ms;

Answer noSuchRoute()
{
    return keystoneRefusal(404, u"Not Found"_s).answer();
}

qint64 wholeNumber(const Request &request, QByteArrayView key, qint64 fallback)
{
    bool isNumber = false;
    const QByteArray text = request.queryValue(key, QByteArray::number(fallback));
    const qint64 number = text.toLongLong(&isNumber);
    return isNumber ? number : -1;
}

void withoutNulls(json::Value &value)
{
    if (value.isObject()) {
        std::erase_if(value.members(), [](const json::Member &member) { return member.value.isNull(); });
        for (json::Member &member : value.members())
            withoutNulls(member.value);
    } else if (value.isArray()) {
        for (json::Value &item : value.items())
            withoutNulls(item);
    }
}

void withNumbers(json::Value &record)
{
    if (!record[u"legs"].isArray())
        return;
    for (json::Member &member : record.members())
        if (member.key == u"legs")
            for (json::Value &leg : member.value.items())
                leg.set(u"quantity"_s, json::Number{leg[u"quantity"].toString().toLatin1()});
}

void withOldTransitions(json::Value &record)
{
    const json::Value transitions = record.at(u"config.transitions");
    json::Value old = json::Value::object();
    for (const json::Member &member : transitions.members())
        old.set(member.key, member.value[u"allowed_next"]);
    record.setAt(u"config.transitions", std::move(old));
}

} // namespace

KeystoneWindow keystoneWindow(const Request &request, qint64 largest)
{
    KeystoneWindow window;
    window.limit = wholeNumber(request, "limit", window.limit);
    window.offset = wholeNumber(request, "offset", window.offset);
    const auto refuse = [&window](const QString &name, const QString &message) {
        json::Value entry = json::Value::object();
        entry.set(u"loc"_s, json::Value::Array{u"query"_s, name});
        entry.set(u"msg"_s, message);
        entry.set(u"type"_s, u"out_of_range"_s);
        window.refusal = {422, json::Value::Array{entry}};
    };
    if (window.limit < 1 || window.limit > largest)
        refuse(u"limit"_s, u"Input should be from 1 to %1"_s.arg(largest));
    else if (window.offset < 0)
        refuse(u"offset"_s, u"Input should be from 0"_s);
    return window;
}

bool KeystoneList::wantsNext()
{
    const qint64 place = m_total++;
    return place >= m_window.offset && place - m_window.offset < m_window.limit;
}

json::Value KeystoneList::envelope() const
{
    json::Value body = json::Value::object();
    body.set(u"items"_s, m_items);
    body.set(u"total"_s, json::Value::integer(m_total));
    body.set(u"limit"_s, json::Value::integer(m_window.limit));
    body.set(u"offset"_s, json::Value::integer(m_window.offset));
    return body;
}

QByteArray KeystoneOddities::set(const json::Value &wishes)
{
    if (!wishes.isObject())
        return "oddities must be an object";
    for (const json::Member &member : wishes.members()) {
        bool *const place = member.key == u"oldTransitions"    ? &oldTransitions
                            : member.key == u"numericQuantity" ? &numericQuantity
                            : member.key == u"omitsNulls"      ? &omitsNulls
                            : member.key == u"newStates"       ? &newStates
                            : member.key == u"lacksIds"        ? &lacksIds
                                                               : nullptr;
        if (!place || !member.value.isBool())
            return "oddities takes oldTransitions, numericQuantity, omitsNulls, newStates and lacksIds, each true or "
                   "false";
        *place = member.value.toBool();
    }
    return {};
}

KeystoneService::KeystoneService(const Clock &clock, const KeystoneOptions &options)
    : m_clock(clock)
    , m_options(options)
    , m_environments(clock.now())
    , m_tokens([this](const QString &clientId) { return m_environments.activeOf(clientId); })
    , m_book(demoTemplates(clock.now()))
    , m_instructions(m_book)
    , m_webhooks(clock)
{
    connect(&m_ticker, &QTimer::timeout, this, &KeystoneService::catchUp);
}

void KeystoneService::start(qint64 now, const QByteArray &seed)
{
    m_isSeeded = true;
    m_environments = KeystoneEnvironments(now);
    m_book = KeystoneBook(demoTemplates(now));
    if (seed == "demo") {
        seedKeystone(m_book, now);
        m_instructions.seed(now);
    }
}

/// Nothing is delivered a second time: only what happens from now on is told.
void KeystoneService::begin(Recorder recorder)
{
    m_recorder = std::move(recorder);
    if (!m_isSeeded) {
        const qint64 now = m_clock.now();
        m_recorder({Record::Kind::KeystoneSeed, now, 0, m_options.seed});
        start(now, m_options.seed);
    }
    m_book.advance(m_clock.now());
    m_book.listener = [this](const Happening &happening) { m_webhooks.happened(happening); };
    m_ticker.start(catchUpEvery);
}

void KeystoneService::record(const Call &call)
{
    if (!m_recorder || call.request.method == "GET")
        return;
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << call.request.method << call.request.segments << call.by << call.request.body;
    m_recorder({Record::Kind::KeystoneCall, call.now, call.environment, bytes});
}

void KeystoneService::replay(const Record &record)
{
    if (record.kind == Record::Kind::KeystoneSeed)
        return start(record.time, record.bytes);
    m_book.advance(record.time);
    m_instructions.advance(record.time);
    if (record.kind == Record::Kind::KeystoneControl) {
        const json::Value wishes = json::parse(record.bytes).value();
        for (const json::Member &wish : wishes.members())
            grant(wish, record.time);
        return;
    }
    Request request;
    QString by;
    QDataStream stream(record.bytes);
    stream >> request.method >> request.segments >> by >> request.body;
    route({request, quint32(record.number), by, record.time});
}

qint64 KeystoneService::catchUp()
{
    const qint64 now = m_clock.now();
    m_book.advance(now);
    m_instructions.advance(now);
    m_webhooks.work();
    return now;
}

KeystoneBody::Unknown KeystoneService::unknownKeys() const
{
    return m_options.strictness == Strictness::Strict ? KeystoneBody::Unknown::Refused : KeystoneBody::Unknown::Ignored;
}

Answer KeystoneService::handle(const Request &request)
{
    const qint64 now = catchUp();
    // A client that leaves the scheme of the token's address out asks below the service's own.
    if (request.is("POST", {"oauth", "token"}) || request.is("POST", {"auth.keystoneos.xyz", "oauth", "token"}))
        return m_tokens.issue(request, now);
    if (request.segments.value(0) != "v1")
        return noSuchRoute();
    const auto bearer = m_tokens.bearerOf(request, now);
    if (!bearer)
        return keystoneRefusal(401, u"Could not validate credentials"_s).answer();
    if (request.body.size() > largestBody)
        return keystoneRefusal(413, u"The body is larger than 1 MiB"_s).answer();
    const Call call{request, bearer->environment, u"m2m:"_s + bearer->clientId, now};
    record(call);
    return route(call);
}

Answer KeystoneService::route(const Call &call)
{
    const QByteArray area = call.request.segments.value(1);
    if (area == "settlements")
        return settlementRoute(call);
    if (area == "settlement-templates")
        return templateRoute(call);
    if (area == "instructions")
        return instructionRoute(call);
    if (area == "platforms")
        return platformRoute(call);
    return noSuchRoute();
}

Answer KeystoneService::templateRoute(const Call &call)
{
    const Request &request = call.request;
    if (request.is("GET", {"v1", "*"})) {
        const KeystoneWindow window = keystoneWindow(request, 100);
        if (window.refusal)
            return window.refusal.answer();
        KeystoneList list(window);
        for (const KeystoneTemplate &machine : m_book.templates())
            if (machine.isActive() && list.wantsNext())
                list.add(shown(machine.record()));
        return Answer::json(json::write(list.envelope()));
    }
    const KeystoneTemplate *const machine = m_book.templateBy(call.id(2));
    if (!request.is("GET", {"v1", "*", "*"}) || !machine || machine->id() != call.id(2))
        return keystoneRefusal(404, u"Template not found"_s).answer();
    return shownAnswer(machine->record());
}

json::Value KeystoneService::shown(json::Value record) const
{
    if (m_oddities.newStates && record[u"state"].toString() == u"COMPLIANCE_CHECKING")
        record.set(u"state"_s, u"SCREENING_ENHANCED"_s);
    if (m_oddities.lacksIds && record[u"legs"].items().size() == 1)
        record.set(u"id"_s, json::Value());
    if (m_oddities.numericQuantity)
        withNumbers(record);
    if (m_oddities.oldTransitions && record.has(u"config.transitions"))
        withOldTransitions(record);
    if (m_oddities.omitsNulls)
        withoutNulls(record);
    return record;
}

std::optional<KeystoneService::Idempotent> KeystoneService::given(const QString &place, const json::Value &body,
                                                                  KeystoneRefusal &refusal) const
{
    const auto known = m_given.constFind(place);
    if (known == m_given.constEnd())
        return {};
    if (known->digest != stableHash(json::write(sortedValue(json::write(body)))))
        refusal = keystoneRefusal(409, u"This idempotency key was used with another body"_s);
    return *known;
}

void KeystoneService::keep(const QString &place, const json::Value &body, const QString &id)
{
    m_given.insert(place, {stableHash(json::write(sortedValue(json::write(body)))), id});
}

void KeystoneService::addCounts(json::Value &state)
{
    catchUp();
    qint64 flagged = 0;
    for (const BookedSettlement &settlement : m_book.settlements())
        flagged += settlement.isFlagged ? 1 : 0;
    state.set(u"settlements"_s, json::Value::integer(qint64(m_book.settlements().size())));
    state.set(u"settlementsFlagged"_s, json::Value::integer(flagged));
    state.set(u"decisions"_s, json::Value::integer(qint64(m_book.decisions().size())));
    state.set(u"instructions"_s, json::Value::integer(qint64(m_instructions.all().size())));
    state.set(u"deliveries"_s, json::Value::integer(m_webhooks.delivered()));
    state.set(u"tokens"_s, json::Value::integer(qint64(m_tokens.issued())));
}

Answer KeystoneAuthService::handle(const Request &request)
{
    if (request.is("POST", {"oauth", "token"}))
        return m_tokens.issue(request, m_clock.now());
    return noSuchRoute();
}

} // namespace chancery::sandbox
