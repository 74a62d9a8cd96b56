// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/bkeyservice.h"
#include "app/sandbox/clock.h"
#include "app/sandbox/controlservice.h"
#include "app/sandbox/faults.h"
#include "app/sandbox/identifiers.h"
#include "app/sandbox/keybanservice.h"
#include "app/sandbox/keybanstore.h"
#include "app/sandbox/keychainsseed.h"
#include "app/sandbox/keystoneservice.h"
#include "app/sandbox/options.h"
#include "app/sandbox/requestlog.h"
#include "app/sandbox/server.h"
#include "app/sandbox/signals.h"

#include <QCoreApplication>
#include <QFile>

#include <cstdio>

using namespace chancery::sandbox;
namespace json = chancery::json;
using namespace Qt::StringLiterals;

namespace {

constexpr int cannotStart = 3;

int fail(const QString &sentence)
{
    fprintf(stderr, "chancery-sandbox: %s\n", qUtf8Printable(sentence));
    return cannotStart;
}

/// The line by which whoever started the sandbox learns where it is and how to sign in.
QByteArray readyLine(quint16 port)
{
    const QString base = u"http://127.0.0.1:"_s + QString::number(port);
    json::Value credentials = json::Value::object();
    credentials.setAt(u"keyban.apiKey"_s, QString::fromUtf8(keybanKey));
    credentials.setAt(u"keyban.applicationId"_s, QString::fromLatin1(uuidText(Catalogue::applications().first())));
    json::Value::Array accounts;
    for (const LoyaltyAccount &account : LoyaltyService::accounts()) {
        json::Value named = json::Value::object();
        named.set(u"id"_s, QString::fromLatin1(account.id));
        named.set(u"walletId"_s, QString::fromLatin1(account.walletId));
        accounts.push_back(std::move(named));
    }
    credentials.setAt(u"keyban.accounts"_s, std::move(accounts));
    credentials.setAt(u"keystone.clientId"_s, QString::fromUtf8(keystoneClientId));
    credentials.setAt(u"keystone.clientSecret"_s, QString::fromUtf8(keystoneClientSecret));
    credentials.setAt(u"keychains.token"_s, QString::fromUtf8(keychainsToken));
    json::Value::Array proxyAccounts;
    for (const QByteArray &account : KeychainsService::accounts())
        proxyAccounts.push_back(QString::fromUtf8(account));
    credentials.setAt(u"keychains.accounts"_s, std::move(proxyAccounts));
    credentials.setAt(u"keychains.placeholders.unapproved"_s, QString::fromUtf8(unapprovedName));
    credentials.setAt(u"keychains.placeholders.refused"_s, QString::fromUtf8(refusedName));
    credentials.setAt(u"bkey.clientId"_s, QString::fromUtf8(bkeyClientId));
    credentials.setAt(u"bkey.clientSecret"_s, QString::fromUtf8(bkeyClientSecret));
    credentials.setAt(u"bkey.rfcClientId"_s, QString::fromUtf8(bkeyRfcClientId));
    credentials.setAt(u"bkey.rfcClientSecret"_s, QString::fromUtf8(bkeyRfcClientSecret));
    credentials.setAt(u"bkey.userDid"_s, QString::fromUtf8(bkeyUserDid));
    json::Value line = json::Value::object();
    line.set(u"port"_s, json::Value::integer(port));
    line.set(u"keyban"_s, QString(base + u"/keyban"_s));
    line.set(u"keystone"_s, QString(base + u"/keystone"_s));
    line.set(u"keystoneAuth"_s, QString(base + u"/keystone-auth"_s));
    line.set(u"keychains"_s, QString(base + u"/keychains"_s));
    line.set(u"bkey"_s, QString(base + u"/bkey"_s));
    line.set(u"control"_s, QString(base + u"/_sandbox"_s));
    line.set(u"credentials"_s, std::move(credentials));
    return json::write(line) + '\n';
}

QString loadFaults(Faults &faults, const QString &path)
{
    if (path.isEmpty())
        return {};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return u"%1: %2"_s.arg(path, file.errorString());
    const auto rules = json::parse(file.readAll());
    const QByteArray problem = rules ? faults.set(*rules) : QByteArray("is not JSON");
    return problem.isEmpty() ? QString() : u"%1: %2"_s.arg(path, QString::fromUtf8(problem));
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"chancery-sandbox"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(CHANCERY_VERSION));
    const Options options = readOptions(application.arguments());

    Clock clock;
    Faults faults;
    RequestLog log;
    log.hide(keybanKey.toByteArray());
    log.hide(keystoneClientSecret.toByteArray());
    log.hide(keychainsToken.toByteArray());
    log.hide(keychainsEchoSecret.toByteArray());
    log.hide(bkeyClientSecret.toByteArray());
    log.hide(bkeyRfcClientSecret.toByteArray());
    if (const QString problem = loadFaults(faults, options.faultsFile); !problem.isEmpty())
        return fail(problem);

    KeybanStore store(options.keyban, clock);
    KeystoneService keystone(clock, {options.keyban.seed, options.keyban.strictness});
    LoyaltyService loyalty(clock, options.keyban.strictness);
    store.guest = [&keystone, &loyalty](const Record &record) {
        const bool isLoyalty = record.kind == Record::Kind::LoyaltyCall || record.kind == Record::Kind::LoyaltyControl;
        isLoyalty ? loyalty.replay(record) : keystone.replay(record);
    };
    if (const QString problem = store.open(); !problem.isEmpty())
        return fail(u"%1 %2"_s.arg(options.keyban.file, problem));
    QObject::connect(&store, &KeybanStore::failed, [&options](const QString &reason) {
        exit(fail(u"%1 cannot be written any more (%2); stopping."_s.arg(options.keyban.file, reason)));
    });

    KeybanService keyban(store, loyalty);
    loyalty.begin([&store](const Record &record) { store.note(record); });
    keystone.begin([&store](const Record &record) { store.note(record); });
    KeystoneAuthService keystoneAuth(keystone.tokens(), clock);
    EchoService echo;
    KeychainsService keychains(clock, log);
    KeychainsService::Other otherProxy(keychains);
    seedKeychains(keychains, {keyban, keystone, keystoneAuth, echo, keystone.tokens(), clock});
    BkeyService bkey(clock, {options.keyban.seed, options.keyban.strictness});
    ControlService control({log, faults, store, keyban, keystone, loyalty, keychains, bkey});
    Server server(clock, log, faults);
    server.mount(keyban);
    server.mount(keystone);
    server.mount(keystoneAuth);
    server.mount(keychains);
    server.mount(otherProxy);
    server.mount(bkey);
    server.mountControl(control);
    const quint16 port = server.start(options.port);
    if (port == 0)
        return fail(u"Cannot listen on port %1: %2. Stop the program that uses it, or leave --port out."_s.arg(
            QString::number(options.port), server.errorText()));

    keychains.setOrigin("http://127.0.0.1:" + QByteArray::number(port));
    bkey.setAddress(u"http://127.0.0.1:%1/bkey"_s.arg(port));
    quitOnSignals(application);
    const QByteArray line = readyLine(port);
    fwrite(line.constData(), 1, size_t(line.size()), stdout);
    fflush(stdout);
    return QCoreApplication::exec();
}
