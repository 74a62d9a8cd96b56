// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/keystoneservice.h"

namespace chancery::sandbox {

using namespace Qt::StringLiterals;

// Instructions, webhooks and environments on the wire (KeyStone fact sheet §2, rows 8 to 11 and 14 to 24).

namespace {

constexpr qint64 largestPage = 200;
constexpr qint64 largestEnvironmentPage = 100;

Answer noSuchRoute()
{
    return keystoneRefusal(404, u"Not Found"_s).answer();
}

Answer nothing()
{
    return Answer::json({}, 204);
}

template <class T>
json::Value numberOrNull(const std::optional<T> &number)
{
    return number ? json::Value::integer(*number) : json::Value();
}

/// A body that is there once a delivery has come to its end.
class TestBody : public BodySource
{
public:
    explicit TestBody(std::shared_ptr<QByteArray> text)
        : m_text(std::move(text))
    {}

    std::optional<QByteArray> next() override
    {
        if (m_isSent)
            return {};
        m_isSent = !m_text->isEmpty();
        return *m_text;
    }

private:
    std::shared_ptr<QByteArray> m_text;
    bool m_isSent = false;
};

QByteArray testResult(const DeliveryOutcome &outcome)
{
    json::Value body = json::Value::object();
    body.set(u"success"_s, outcome.success());
    body.set(u"status_code"_s, numberOrNull(outcome.status));
    body.set(u"duration_ms"_s, numberOrNull(outcome.milliseconds));
    body.set(u"error"_s, outcome.error.isEmpty() ? json::Value() : json::Value(outcome.error));
    return json::write(body);
}

} // namespace

Answer KeystoneService::instructionRoute(const Call &call)
{
    const Request &request = call.request;
    if (request.is("POST", {"v1", "*"}))
        return submitInstruction(call);
    if (request.is("GET", {"v1", "*"})) {
        const KeystoneWindow window = keystoneWindow(request, largestPage);
        if (window.refusal)
            return window.refusal.answer();
        const QString status = QString::fromUtf8(request.queryValue("status"));
        const auto &all = m_instructions.all();
        KeystoneList list(window);
        for (auto held = all.rbegin(); held != all.rend(); ++held) {
            const bool fits = held->environment == call.environment && (status.isEmpty() || status == held->status());
            if (fits && list.wantsNext())
                list.add(shown(held->record));
        }
        return Answer::json(json::write(list.envelope()));
    }
    HeldInstruction *const held = m_instructions.find(call.environment, call.id(2));
    if (!held)
        return keystoneRefusal(404, u"Instruction not found"_s).answer();
    if (request.is("GET", {"v1", "*", "*"}))
        return shownAnswer(held->record);
    if (!request.is("DELETE", {"v1", "*", "*"}))
        return noSuchRoute();
    if (const KeystoneRefusal refusal = m_instructions.cancel(*held))
        return refusal.answer();
    return shownAnswer(held->record);
}

Answer KeystoneService::submitInstruction(const Call &call)
{
    const ParsedBody body = parsedBody(call.request);
    if (body.refusal)
        return body.refusal.answer();
    const QString key = body.object[u"idempotency_key"].toString();
    const QString place = u"%1/instruction/%2"_s.arg(call.environment).arg(key);
    KeystoneRefusal reused;
    if (const auto known = given(place, body.object, reused))
        return reused ? reused.answer() : shownAnswer(m_instructions.find(call.environment, known->id)->record);
    KeystoneInstructions::Submitted read =
        m_instructions.read({body.object, unknownKeys()}, call.environment, call.now);
    if (read.refusal)
        return read.refusal.answer();
    const HeldInstruction &held = m_instructions.submit(std::move(read.held), call.now);
    keep(place, body.object, held.id());
    return shownAnswer(held.record, 201);
}

Answer KeystoneService::platformRoute(const Call &call)
{
    const Request &request = call.request;
    if (request.segments.value(2) != "me")
        return noSuchRoute();
    if (request.segments.value(3) == "webhooks")
        return request.segments.size() == 4 ? webhooksRoute(call) : webhookRoute(call);
    if (request.segments.value(3) == "environments")
        return request.segments.size() == 4 ? environmentsRoute(call) : environmentRoute(call);
    return noSuchRoute();
}

Answer KeystoneService::webhooksRoute(const Call &call)
{
    if (call.request.method == "GET") {
        const KeystoneWindow window = keystoneWindow(call.request, largestPage);
        if (window.refusal)
            return window.refusal.answer();
        KeystoneList list(window);
        for (const HeldWebhook &webhook : m_webhooks.all())
            if (webhook.environment == call.environment && !webhook.isDeleted && list.wantsNext())
                list.add(shown(webhook.record));
        return Answer::json(json::write(list.envelope()));
    }
    if (call.request.method != "POST")
        return noSuchRoute();
    const ParsedBody body = parsedBody(call.request);
    if (body.refusal)
        return body.refusal.answer();
    const auto created = m_webhooks.create({body.object, unknownKeys()}, call.environment, call.now);
    if (created.refusal)
        return created.refusal.answer();
    json::Value record = created.webhook->record;
    record.set(u"secret"_s, QString::fromUtf8(created.webhook->secret));
    return shownAnswer(record, 201);
}

Answer KeystoneService::webhookRoute(const Call &call)
{
    const Request &request = call.request;
    HeldWebhook *const webhook = m_webhooks.find(call.environment, call.id(4));
    if (!webhook)
        return keystoneRefusal(404, u"Webhook endpoint not found"_s).answer();
    const QByteArray what = request.method + ' ' + request.segments.mid(5).join('/');
    if (what == "GET ")
        return shownAnswer(webhook->record);
    if (what == "GET deliveries")
        return listDeliveries(call, *webhook);
    if (what == "POST test")
        return testWebhook(*webhook);
    if (what == "DELETE ") {
        m_webhooks.remove(*webhook);
        return nothing();
    }
    if (what == "POST rotate-secret") {
        m_webhooks.rotate(*webhook, call.now);
        json::Value body = json::Value::object();
        body.set(u"new_secret"_s, QString::fromUtf8(webhook->secret));
        body.set(u"previous_secret_valid_until"_s, QString::fromLatin1(isoTime(webhook->previousValidUntil)));
        return shownAnswer(body);
    }
    if (what != "PATCH ")
        return noSuchRoute();
    const ParsedBody body = parsedBody(request);
    if (body.refusal)
        return body.refusal.answer();
    if (const KeystoneRefusal refusal = m_webhooks.update(*webhook, {body.object, unknownKeys()}, call.now))
        return refusal.answer();
    return shownAnswer(webhook->record);
}

Answer KeystoneService::listDeliveries(const Call &call, const HeldWebhook &webhook)
{
    const KeystoneWindow window = keystoneWindow(call.request, largestPage);
    if (window.refusal)
        return window.refusal.answer();
    KeystoneList list(window);
    for (const json::Value &row : webhook.deliveries)
        if (list.wantsNext())
            list.add(shown(row));
    return Answer::json(json::write(list.envelope()));
}

/// The answer begins at once and is complete when the delivery is.
Answer KeystoneService::testWebhook(HeldWebhook &webhook)
{
    if (!m_recorder)
        return nothing();
    const auto text = std::make_shared<QByteArray>();
    m_webhooks.test(webhook, [text](const DeliveryOutcome &outcome) { *text = testResult(outcome); });
    Answer answer;
    answer.stream = std::make_unique<TestBody>(text);
    return answer;
}

Answer KeystoneService::environmentsRoute(const Call &call)
{
    if (call.request.method == "GET") {
        const KeystoneWindow window = keystoneWindow(call.request, largestEnvironmentPage);
        if (window.refusal)
            return window.refusal.answer();
        KeystoneList list(window);
        for (quint32 place = 0; place < m_environments.count(); ++place)
            if (list.wantsNext())
                list.add(shown(m_environments.at(place)));
        return Answer::json(json::write(list.envelope()));
    }
    if (call.request.method != "POST")
        return noSuchRoute();
    const ParsedBody body = parsedBody(call.request);
    if (body.refusal)
        return body.refusal.answer();
    const auto created = m_environments.create({body.object, unknownKeys()}, call.now);
    return created.refusal ? created.refusal.answer() : shownAnswer(m_environments.at(created.place), 201);
}

Answer KeystoneService::environmentRoute(const Call &call)
{
    const Request &request = call.request;
    const auto place = m_environments.find(call.id(4));
    if (!place || request.segments.size() != 5)
        return keystoneRefusal(404, u"Environment not found"_s).answer();
    if (request.method == "DELETE") {
        m_environments.deactivate(*place, call.now);
    } else if (request.method == "PATCH") {
        const ParsedBody body = parsedBody(request);
        if (body.refusal)
            return body.refusal.answer();
        if (const KeystoneRefusal refusal = m_environments.update(*place, {body.object, unknownKeys()}, call.now))
            return refusal.answer();
    } else if (request.method != "GET") {
        return noSuchRoute();
    }
    return shownAnswer(m_environments.at(*place));
}

} // namespace chancery::sandbox
