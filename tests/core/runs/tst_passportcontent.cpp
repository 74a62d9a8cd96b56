// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/passportcontent.h"

#include <QTest>

using namespace chancery;
using namespace Qt::StringLiterals;

/// When two passports say the same, so that a run may be taken back.
class TestPassportContent : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void spellingsOfTheSameAreTheSame_data();
    void spellingsOfTheSameAreTheSame();
    void everyChangeIsSeen_data();
    void everyChangeIsSeen();
    void whatARowDoesNotSendStays();
    void itReadsBack();
    void damagedTextIsAnError();
};

namespace {

keyban::Passport passport(const QByteArray &members)
{
    const QByteArray text = R"({"id":"a","granularity":"model","modelNumber":"A")" +
                            (members.isEmpty() ? QByteArray() : ',' + members) + '}';
    return keyban::decodePassport(json::parse(text).value()).value();
}

QByteArray digestOf(const QByteArray &members)
{
    const keyban::Passport one = passport(members);
    return PassportContent::of(one).digest(one.key);
}

} // namespace

void TestPassportContent::spellingsOfTheSameAreTheSame_data()
{
    QTest::addColumn<QByteArray>("left");
    QTest::addColumn<QByteArray>("right");
    const auto row = [](const char *name, const char *left, const char *right) {
        QTest::newRow(name) << QByteArray(left) << QByteArray(right);
    };
    row("order of members", R"("data":{"a":"1","b":"2"})", R"("data":{"b":"2","a":"1"})");
    row("null and absent", R"("name":null,"description":null,"data":null,"certifiedPaths":null)", "");
    row("empty and absent", R"("data":{},"certifiedPaths":[])", "");
    row("a name that stands in", R"("name":"A")", "");
    row("a name that stands in, in data", R"("name":"Lamp","data":{"name":"Lamp"})", R"("data":{"name":"Lamp"})");
    row("both shapes", R"("name":"Lamp","product":{"idGranularity":"model","modelNumber":"A","name":"Lamp"})",
        R"("name":"Lamp")");
    row("what no import changes", R"("status":"published","updatedAt":"2026-01-01T00:00:00Z","tokenId":"7")", "");
}

void TestPassportContent::spellingsOfTheSameAreTheSame()
{
    QFETCH(QByteArray, left);
    QFETCH(QByteArray, right);

    QCOMPARE(digestOf(left), digestOf(right));
}

void TestPassportContent::everyChangeIsSeen_data()
{
    QTest::addColumn<QByteArray>("left");
    QTest::addColumn<QByteArray>("right");
    const auto row = [](const char *name, const char *left, const char *right) {
        QTest::newRow(name) << QByteArray(left) << QByteArray(right);
    };
    row("the name", R"("name":"Lamp")", R"("name":"Desk")");
    row("a description", R"("description":"Oak")", "");
    row("a value", R"("data":{"a":"1"})", R"("data":{"a":"2"})");
    row("a null in data", R"("data":{"a":null})", R"("data":{})");
    row("a text and a number", R"("data":{"a":"1"})", R"("data":{"a":1})");
    row("digits of a number", R"("data":{"a":1.0})", R"("data":{"a":1})");
    row("order in a list", R"("data":{"a":["1","2"]})", R"("data":{"a":["2","1"]})");
    row("certified paths", R"("certifiedPaths":["a"])", R"("certifiedPaths":["a","b"])");
}

void TestPassportContent::everyChangeIsSeen()
{
    QFETCH(QByteArray, left);
    QFETCH(QByteArray, right);

    QVERIFY(digestOf(left) != digestOf(right));
}

void TestPassportContent::whatARowDoesNotSendStays()
{
    const keyban::Passport before =
        passport(R"("name":"Lamp","description":"Oak","data":{"a":"1","b":"2"},"certifiedPaths":["a"])");
    const auto sent = json::parse(R"({"granularity":"model","modelNumber":"A","data":{"a":"3"}})").value();

    const PassportContent after = PassportContent::of(before).with(sent);

    QCOMPARE(after.digest(before.key),
             digestOf(R"("name":"Lamp","description":"Oak","data":{"a":"3"},"certifiedPaths":["a"])"));
}

void TestPassportContent::itReadsBack()
{
    const keyban::Passport one = passport(
        R"("name":"Ärger \"x\"","description":"d","data":{"n":1.50,"deep":{"list":[null,true]}},"certifiedPaths":["n"])");
    const PassportContent content = PassportContent::of(one);

    const auto back = PassportContent::fromJson(content.toJson());

    QVERIFY(back);
    QCOMPARE(back->digest(one.key), content.digest(one.key));
    QCOMPARE(json::write(back->data), json::write(one.data));
}

void TestPassportContent::damagedTextIsAnError()
{
    QVERIFY(!PassportContent::fromJson("{\"name\":"));
    QVERIFY(!PassportContent::fromJson({}));
}

QTEST_GUILESS_MAIN(TestPassportContent)
#include "tst_passportcontent.moc"
