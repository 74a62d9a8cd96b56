// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/keychainsservice.h"

#include <algorithm>

namespace chancery::sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t mostAudits = 10'000;

json::Value texts(const QStringList &list)
{
    json::Value::Array entries;
    for (const QString &text : list)
        entries.push_back(text);
    return entries;
}

Answer refusal(int status, const QString &code, const QString &message)
{
    json::Value body = json::Value::object();
    body.set(u"error"_s, code);
    body.set(u"message"_s, message);
    return Answer::json(json::write(body), status);
}

bool isOfProxy(const QByteArray &header)
{
    const QByteArray name = header.toLower();
    return name.startsWith("x-proxy-") || name == "host" || name == "content-length" || name == "connection";
}

/// Everything in which a name may stand.
QByteArray allOf(const Request &request)
{
    QByteArray all = request.rawQuery + '\n' + request.body;
    for (const auto &[name, value] : request.headers)
        if (!isOfProxy(name))
            all += '\n' + value;
    return all;
}

bool climbs(const QByteArray &path)
{
    const QByteArray decoded = QByteArray::fromPercentEncoding(path);
    return decoded.contains("/../") || decoded.endsWith("/..") || decoded.contains('\\');
}

/// A stream that comes all at once when it has ended, as behind a proxy that holds on to what passes.
class HeldStream : public BodySource
{
public:
    explicit HeldStream(std::unique_ptr<BodySource> source)
        : m_source(std::move(source))
    {}

    std::optional<QByteArray> next() override
    {
        while (m_source) {
            const auto piece = m_source->next();
            if (!piece)
                m_source.reset();
            else if (piece->isEmpty())
                return QByteArray();
            else
                m_held += *piece;
        }
        if (m_held.isEmpty())
            return {};
        return std::exchange(m_held, {});
    }

private:
    std::unique_ptr<BodySource> m_source;
    QByteArray m_held;
};

} // namespace

Answer KeychainsService::handle(const Request &request, bool isOther)
{
    if (request.segments.value(0) == "approve")
        return approvalPage(request);
    Asked asked;
    asked.host = request.segments.value(0).toLower();
    asked.account = request.header("X-Proxy-Account");
    const QByteArray shown = request.path.sliced(1); // without its own prefix and the host, byte for byte
    const qsizetype host = shown.indexOf('/');
    const qsizetype rest = host < 0 ? -1 : shown.indexOf('/', host + 1);
    asked.rest = rest < 0 ? QByteArray("/") : shown.sliced(rest);
    asked.names = namesIn(allOf(request));
    Answer answer = proxied(request, asked, isOther);
    note(request, asked, answer);
    if (request.method == "HEAD") {
        answer.body.clear();
        answer.stream.reset();
    }
    return answer;
}

Answer KeychainsService::proxied(const Request &request, const Asked &asked, bool isOther)
{
    if (auto refused = tokenRefusal(request))
        return std::move(*refused);
    if (m_isWrong && !isOther) {
        json::Value body = json::Value::object();
        body.set(u"error"_s, u"wrong_proxy"_s);
        body.set(u"proxyUrl"_s, QString::fromUtf8(m_elsewhere.isEmpty() ? m_origin + "/keychains-other" : m_elsewhere));
        return Answer::json(json::write(body), 403);
    }
    if (!m_next.empty()) {
        Answer answer = std::move(m_next.front());
        m_next.pop_front();
        return answer;
    }
    if (!asked.account.isEmpty() && !accounts().contains(asked.account))
        return refusal(403, u"permission_denied"_s, u"This token may not use that account"_s);
    if (!m_hosts.contains(asked.host))
        return refusal(502, u"bad_gateway"_s, u"No upstream of that name may be asked"_s);
    if (climbs(asked.rest) || !namesIn(asked.rest).isEmpty())
        return refusal(400, u"invalid_request"_s, u"The path may hold neither steps upwards nor placeholders"_s);
    if (auto refused = nameRefusal(asked))
        return std::move(*refused);
    if (auto refused = scopeRefusal(asked))
        return std::move(*refused);
    return forward(request, asked);
}

std::optional<Answer> KeychainsService::tokenRefusal(const Request &request) const
{
    const QByteArray given = request.header("X-Proxy-Authorization");
    const QByteArray token = given.startsWith("Bearer ") ? given.sliced(7) : QByteArray();
    if (token == keychainsToken && !m_isEnded)
        return {};
    const auto known = m_tokens.constFind(token);
    if (known != m_tokens.constEnd() && known->end > m_clock.now() &&
        (!m_approvalEndsTokens || known->version == m_version))
        return {};
    return refusal(401, u"invalid_token"_s, u"The proxy token is missing, unknown or over"_s);
}

/// A name goes to its own host only.
std::optional<Answer> KeychainsService::nameRefusal(const Asked &asked)
{
    for (const QByteArray &name : asked.names) {
        const VaultEntry *const entry = m_vault.find(name);
        if (!entry)
            return refusal(400, u"unknown_credential"_s, u"No credential is named %1"_s.arg(QString::fromUtf8(name)));
        if (entry->host != asked.host)
            return refusal(403, u"permission_denied"_s, u"%1 does not go to that host"_s.arg(QString::fromUtf8(name)));
    }
    return {};
}

/// The first account's permission grows: what is missing comes with a link. The second one's is fixed.
std::optional<Answer> KeychainsService::scopeRefusal(const Asked &asked)
{
    QStringList missing;
    QStringList refused;
    for (const QByteArray &name : asked.names) {
        const QString scope = m_vault.find(name)->scope;
        const KeychainsGrant grant = m_vault.grantOf(scope);
        if (grant != KeychainsGrant::Granted)
            (grant == KeychainsGrant::Missing ? missing : refused) << scope;
    }
    json::Value body = json::Value::object();
    if (!refused.isEmpty()) {
        body.set(u"error"_s, u"scope_refused"_s);
        body.set(u"refused_scopes"_s, texts(refused));
        return Answer::json(json::write(body), 403);
    }
    if (m_needsRevalidation) {
        body.set(u"error"_s, u"permission_needs_revalidation"_s);
        body.set(u"approval_url"_s, QString::fromUtf8(linkFor({{}, asked.host})));
        return Answer::json(json::write(body), 403);
    }
    if (missing.isEmpty())
        return {};
    body.set(u"error"_s, u"insufficient_scope"_s);
    body.set(u"message"_s, u"Not approved yet"_s);
    if (asked.account != accounts().last())
        body.set(u"approval_url"_s, QString::fromUtf8(linkFor({missing, asked.host})));
    body.set(u"missing_scopes"_s, texts(missing));
    return Answer::json(json::write(body), 403);
}

Answer KeychainsService::forward(const Request &request, const Asked &asked)
{
    Service &service = *m_hosts.value(asked.host);
    Request inner;
    inner.method = request.method == "HEAD" ? QByteArray("GET") : request.method;
    inner.path = '/' + service.prefix() + asked.rest;
    inner.rawQuery = m_vault.filled(request.rawQuery);
    inner.query = parseQuery(inner.rawQuery);
    inner.body = m_vault.filled(request.body);
    for (const QByteArray &segment : asked.rest.split('/'))
        if (!segment.isEmpty())
            inner.segments.append(QByteArray::fromPercentEncoding(segment));
    for (const auto &[name, value] : request.headers)
        if (!isOfProxy(name))
            inner.headers.append({name, m_vault.filled(value)});
    inner.headers.append({"Host", asked.host});
    inner.headers.append({"Content-Length", QByteArray::number(inner.body.size())});

    const quint64 number = m_log.add(inner);
    Answer answer = service.handle(inner);
    m_log.answered(number, answer.status, {});
    if (m_buffersStreams && answer.stream)
        answer.stream = std::make_unique<HeldStream>(std::move(answer.stream));
    if (m_stripsHeaders)
        answer.headers.clear();
    return answer;
}

QByteArray KeychainsService::linkFor(const Permission &permission)
{
    const auto same = std::find_if(m_permissions.begin(), m_permissions.end(), [&](const Permission &one) {
        return one.scopes == permission.scopes && one.host == permission.host;
    });
    const qsizetype place = same - m_permissions.begin();
    if (same == m_permissions.end())
        m_permissions.append(permission);
    return m_origin + "/keychains/approve/pr_" + QByteArray::number(place + 1);
}

/// A page with one button, where the real one asks for a passkey.
Answer KeychainsService::approvalPage(const Request &request)
{
    const qsizetype place = request.segments.value(1).mid(3).toLongLong() - 1;
    if (place < 0 || place >= m_permissions.size())
        return refusal(404, u"not_found"_s, u"There is no such request"_s);
    const Permission permission = m_permissions.at(place);
    if (request.method == "POST") {
        for (const QString &scope : permission.scopes)
            approve(scope);
        m_needsRevalidation = false;
    }
    Answer page;
    page.type = "text/html; charset=utf-8";
    page.body = "<!doctype html><title>Sandbox</title><h1>" +
                QString::fromUtf8(permission.host).toHtmlEscaped().toUtf8() + "</h1><ul>";
    for (const QString &scope : permission.scopes)
        page.body += "<li>" + scope.toHtmlEscaped().toUtf8() + "</li>";
    page.body += request.method == "POST" ? QByteArray("</ul><p>Approved. Try again.</p>")
                                          : QByteArray("</ul><form method=post><button>Approve</button></form>");
    return page;
}

void KeychainsService::approve(const QString &scope)
{
    m_vault.setGrant(scope, KeychainsGrant::Granted);
    ++m_version;
}

void KeychainsService::note(const Request &request, const Asked &asked, const Answer &answer)
{
    json::Value row = json::Value::object();
    row.set(u"at"_s, QString::fromLatin1(isoTime(m_clock.now())));
    row.set(u"method"_s, QString::fromUtf8(request.method));
    row.set(u"host"_s, QString::fromUtf8(asked.host));
    row.set(u"path"_s, QString::fromUtf8(asked.rest));
    row.set(u"account"_s, QString::fromUtf8(asked.account));
    json::Value::Array names;
    for (const QByteArray &name : asked.names)
        names.push_back(QString::fromUtf8(name));
    row.set(u"names"_s, std::move(names));
    row.set(u"status"_s, json::Value::integer(answer.status));
    if (m_audit.size() >= mostAudits)
        m_audit.erase(m_audit.begin());
    m_audit.push_back(std::move(row));
}

void KeychainsService::addCounts(json::Value &state)
{
    state.set(u"proxied"_s, json::Value::integer(qint64(m_audit.size())));
    state.set(u"proxyTokens"_s, json::Value::integer(qint64(m_minted)));
}

Answer EchoService::handle(const Request &request)
{
    json::Value body = json::Value::object();
    body.set(u"method"_s, QString::fromUtf8(request.method));
    body.set(u"path"_s, QString::fromUtf8(request.path));
    body.set(u"query"_s, QString::fromUtf8(request.rawQuery));
    json::Value headers = json::Value::object();
    for (const auto &[name, value] : request.headers)
        headers.set(QString::fromUtf8(name.toLower()), QString::fromUtf8(value));
    body.set(u"headers"_s, std::move(headers));
    body.set(u"body"_s, QString::fromUtf8(request.body));
    return Answer::json(json::write(body));
}

} // namespace chancery::sandbox
