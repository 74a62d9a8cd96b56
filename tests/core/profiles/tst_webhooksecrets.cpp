// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/profiles/webhooksecrets.h"

#include "tests/core/secrets/scriptedstore.h"
#include "tests/support/awaited.h"
#include "tests/support/testsecret.h"

#include <QTest>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

namespace {

const QString endpoint = u"99999999-9999-4999-8999-999999999901"_s;
const QString stamp = u"2026-04-01T09:00:00.250000+02:00"_s;
const QDateTime until = QDateTime::fromString(u"2026-04-02T09:00:00Z"_s, Qt::ISODate);

} // namespace

class TestWebhookSecrets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasNeverKeptIsEmpty();
    void bothSecretsComeBackWithTheirDates();
    void aSecretMayHoldAnyBytes();
    void profilesAndEndpointsAreKeptApart();
    void removingTakesBoth();
    void aRefusingKeychainIsAnErrorAndNotNothing();
};

void TestWebhookSecrets::whatWasNeverKeptIsEmpty()
{
    ScriptedStore store;
    WebhookSecrets secrets(store, QUuid::createUuid());

    const Result<KeptWebhookSecrets> kept = awaited(secrets.read(endpoint));

    QVERIFY(kept);
    QVERIFY(kept->isEmpty());
}

void TestWebhookSecrets::bothSecretsComeBackWithTheirDates()
{
    ScriptedStore store;
    WebhookSecrets secrets(store, QUuid::createUuid());

    QVERIFY(awaited(secrets.keep(endpoint, made("test-whsec-new"), stamp)));
    QVERIFY(awaited(secrets.keepPrevious(endpoint, made("test-whsec-old"), until)));

    const Result<KeptWebhookSecrets> kept = awaited(secrets.read(endpoint));
    QVERIFY(kept);
    QVERIFY(kept->current.equals(made("test-whsec-new")));
    QCOMPARE(kept->stamp, stamp);
    QVERIFY(kept->previous.equals(made("test-whsec-old")));
    QCOMPARE(kept->previousUntil, until);
}

void TestWebhookSecrets::aSecretMayHoldAnyBytes()
{
    ScriptedStore store;
    WebhookSecrets secrets(store, QUuid::createUuid());

    QVERIFY(awaited(secrets.keep(endpoint, made("  test clé\n secret "), {})));

    QVERIFY(awaited(secrets.read(endpoint))->current.equals(made("  test clé\n secret ")));
}

void TestWebhookSecrets::profilesAndEndpointsAreKeptApart()
{
    ScriptedStore store;
    WebhookSecrets ours(store, QUuid::createUuid());
    WebhookSecrets theirs(store, QUuid::createUuid());

    QVERIFY(awaited(ours.keep(endpoint, made("test-whsec"), stamp)));

    QVERIFY(awaited(theirs.read(endpoint))->isEmpty());
    QVERIFY(awaited(ours.read(u"another"_s))->isEmpty());
}

void TestWebhookSecrets::removingTakesBoth()
{
    ScriptedStore store;
    WebhookSecrets secrets(store, QUuid::createUuid());
    QVERIFY(awaited(secrets.keep(endpoint, made("test-whsec-new"), stamp)));
    QVERIFY(awaited(secrets.keepPrevious(endpoint, made("test-whsec-old"), until)));

    QVERIFY(awaited(secrets.remove(endpoint)));

    QVERIFY(awaited(secrets.read(endpoint))->isEmpty());
}

void TestWebhookSecrets::aRefusingKeychainIsAnErrorAndNotNothing()
{
    ScriptedStore store;
    WebhookSecrets secrets(store, QUuid::createUuid());
    QVERIFY(awaited(secrets.keep(endpoint, made("test-whsec"), stamp)));
    store.become(KeychainState::Refusing);

    const Result<KeptWebhookSecrets> kept = awaited(secrets.read(endpoint));

    QVERIFY(!kept);
    QCOMPARE(kept.error().cause, Cause::KeychainRefused);
}

QTEST_GUILESS_MAIN(TestWebhookSecrets)

#include "tst_webhooksecrets.moc"
