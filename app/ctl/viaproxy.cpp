// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/access.h"
#include "app/ctl/commands.h"
#include "app/ctl/interrupt.h"
#include "app/ctl/output.h"

#include "core/async/background.h"
#include "core/http/httpclient.h"
#include "core/keychains/address.h"
#include "core/keychains/typedcall.h"
#include "core/secrets/environmenttext.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QNetworkAccessManager>

#include <cstdio>

namespace chancery::ctl {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using keychains::TypedCall;

namespace {

constexpr qint64 mostBytes = 1024 * 1024; ///< that go through the proxy
constexpr auto askAgainAfter = 5s;

struct ViaOptions
{
    CommonOptions common;
    keychains::TypedText typed;
    QString contentType;
    QString account;
    std::chrono::seconds wait{0}; ///< for a permission
};

/// The proxy and how it is spoken to, of a connection or of the environment.
struct ViaAccess
{
    KeychainsService proxy;
    GuardLevel guard = GuardLevel::Normal;
    Secret token{};
    QString envFile{};
};

json::Value toJson(const HttpAnswer &answer)
{
    const auto parsed = json::parse(answer.raw);
    json::Value body = json::Value::object();
    body.set(u"status"_s, json::Value::integer(answer.status));
    body.set(u"contentType"_s, QString::fromUtf8(answer.contentType));
    body.set(u"requestId"_s, answer.requestId);
    body.set(u"body"_s, parsed ? *parsed : json::Value(QString::fromUtf8(answer.raw)));
    return body;
}

json::Value textsOf(const QStringList &texts)
{
    json::Value::Array array;
    for (const QString &text : texts)
        array.push_back(text);
    return array;
}

json::Value toJson(const Error &error)
{
    json::Value body = json::Value::object();
    body.set(u"error"_s, sentence(error));
    if (error.httpStatus > 0)
        body.set(u"status"_s, json::Value::integer(error.httpStatus));
    if (!error.approval)
        return body;
    body.set(u"approvalUrl"_s, error.approval->link);
    body.set(u"missingScopes"_s, textsOf(error.approval->missing));
    body.set(u"refusedScopes"_s, textsOf(error.approval->refused));
    return body;
}

/// One call by the proxy, and again while a person still has to permit it.
class ViaProxy : public QObject
{
public:
    ViaProxy(const ViaOptions &options, ViaAccess &access, const TypedCall &call)
        : m_options(options)
        , m_call(call)
        , m_source(tokenSourceOf(access.proxy, access.envFile))
        , m_route(*m_source, {.proxy = access.proxy.base,
                              .account = options.account.isEmpty() ? access.proxy.account : options.account,
                              .trusted = access.proxy.trusted,
                              .credentials = call.credentials,
                              .inBodies = call.inBody,
                              .largestBody = mostBytes})
        , m_headers(call.headers)
        , m_http({m_network, m_headers, m_log, &m_route}, {.base = call.origin, .guard = Guard(access.guard)})
    {
        if (!access.token.isEmpty())
            if (const auto provided = m_route.provide(std::move(access.token)); !provided)
                refuse(provided.error());
        connect(&m_interrupt, &Interrupt::raised, this, [] { QCoreApplication::exit(Interrupted); });
        m_since.start();
    }

    /// Whoever typed the command has confirmed it.
    void send()
    {
        HttpRequest request = m_call.request;
        request.contentType = m_options.contentType.toLatin1();
        request.confirmation = Confirmation::afterReview(request.call, m_options.typed.address);
        m_http.send(request).then(
            this, [this](const Result<HttpAnswer> &answer) { answer ? tell(*answer) : tellError(answer.error()); });
    }

private:
    void tell(const HttpAnswer &answer)
    {
        if (m_options.common.json) {
            printJson(ctl::toJson(answer));
        } else {
            std::fwrite(answer.raw.constData(), 1, size_t(answer.raw.size()), stdout);
            std::fflush(stdout);
        }
        const bool isGood = answer.status / 100 == 2;
        if (!isGood)
            remark(tr("The service answered %1.").arg(answer.status));
        QCoreApplication::exit(isGood ? AllDone : Unreachable);
    }

    void tellError(const Error &error)
    {
        const bool mayBePermitted = error.kind == ErrorKind::ApprovalNeeded && error.reach != Reach::Unknown;
        if (mayBePermitted && std::chrono::milliseconds(m_since.elapsed()) + askAgainAfter < m_options.wait)
            return waitForPermission(error);
        if (m_options.common.json)
            printJson(ctl::toJson(error));
        remark(sentence(error));
        QCoreApplication::exit(exitFor(error));
    }

    /// Nothing has reached the service so far.
    void waitForPermission(const Error &error)
    {
        if (!std::exchange(m_hasSaidSo, true)) {
            remark(sentence(error));
            remark(tr("Asks again every %1 s until it is permitted.").arg(askAgainAfter.count()));
        }
        after(askAgainAfter).then(this, [this](const Result<Nothing> &) { send(); });
    }

    const ViaOptions m_options;
    const TypedCall m_call;
    std::unique_ptr<keychains::TokenSource> m_source;
    keychains::ProxyRoute m_route;
    keychains::TypedHeaders m_headers;
    QNetworkAccessManager m_network;
    RequestLog m_log;
    HttpClient m_http;
    Interrupt m_interrupt;
    QElapsedTimer m_since;
    bool m_hasSaidSo = false;
};

/// `@FILE`, `@-` for standard input, else the text itself.
QByteArray bodyFrom(const QString &typed)
{
    if (!typed.startsWith(u'@'))
        return typed.toUtf8();
    const QString path = typed.mid(1);
    QFile file(path);
    const bool isOpen = path == u"-" ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!isOpen)
        fail(tr("%1 can't be read: %2.").arg(path, file.errorString()));
    QByteArray body = file.read(mostBytes + 1);
    if (body.size() > mostBytes)
        fail(tr("%1 is larger than the %2 bytes that go through the proxy.").arg(path, numberText(mostBytes)));
    return body;
}

ViaOptions optionsFrom(const QStringList &arguments)
{
    Arguments options(tr("Sends one call to a service by the credential proxy, which puts keys in the place of "
                         "{{NAME}}: no key is on this machine. The body of the answer is printed as it came."));
    options.addPositional(u"URL"_s, tr("of the service, such as https://api.prod.keyban.io/v1/passports"));
    options.addOption(
        {{u"X"_s, u"request"_s}, tr("GET (the default), HEAD, POST, PUT, PATCH or DELETE."), u"METHOD"_s});
    options.addOption({{u"H"_s, u"header"_s},
                       tr("A header, such as \"X-Api-Key: {{KEYBAN_API_KEY}}\"; may be given more than once."),
                       u"LINE"_s});
    options.addOption({{u"d"_s, u"data"_s}, tr("The body: a text, @FILE, or @- for standard input."), u"TEXT"_s});
    options.addOption({u"type"_s, tr("Of the body (default: application/json)."), u"TYPE"_s, u"application/json"_s});
    options.addOption({u"account"_s, tr("Whose credentials, where the proxy knows several."), u"NAME"_s});
    options.addOption({u"wait"_s, tr("For how long to ask again while a person has yet to permit it (default: 0)."),
                       u"SECONDS"_s, u"0"_s});
    options.parse(arguments);
    bool isNumber = false;
    const int wait = options.value(u"wait"_s).toInt(&isNumber);
    if (!isNumber || wait < 0)
        fail(tr("--wait %1: a number of seconds is expected.").arg(options.value(u"wait"_s)));
    ViaOptions read{.common = options.common(),
                    .typed = {.address = options.positional(), .headers = options.values(u"header"_s)},
                    .contentType = options.value(u"type"_s),
                    .account = options.value(u"account"_s),
                    .wait = std::chrono::seconds(wait)};
    if (options.isSet(u"request"_s))
        read.typed.method = options.value(u"request"_s);
    if (options.isSet(u"data"_s))
        read.typed.body = bodyFrom(options.value(u"data"_s));
    return read;
}

ViaAccess accessFrom(const CommonOptions &common)
{
    ViaAccess access{.proxy = makeKeychainsService(),
                     .token = takeSecretFromEnvironment(keychains::tokenVariable),
                     .envFile = QFileInfo(common.dataDir).absolutePath() + u"/.env"_s};
    if (common.profile.isEmpty()) {
        access.proxy.tokenFrom = ProxyTokenFrom::Environment;
        if (const QString address = qEnvironmentVariable("KEYCHAINS_PROXY_URL"); !address.isEmpty())
            access.proxy.base = QUrl(address);
    } else {
        const Profile profile = profileByName(common);
        if (!profile.keychains)
            fail(tr("The connection %1 does not go by a credential proxy.").arg(profile.name));
        access.proxy = *profile.keychains;
        access.guard = profile.guard;
    }
    if (const auto allowed = keychains::mayBeProxy(access.proxy.base); !allowed)
        fail(sentence(allowed.error()));
    return access;
}

} // namespace

int viaProxy(const QStringList &arguments)
{
    const ViaOptions options = optionsFrom(arguments);
    ViaAccess access = accessFrom(options.common);
    const auto call = keychains::readTypedCall(access.proxy.base, options.typed);
    if (!call)
        fail(sentence(call.error()));
    ViaProxy via(options, access, *call);
    QMetaObject::invokeMethod(
        &via, [&via] { via.send(); }, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

} // namespace chancery::ctl
